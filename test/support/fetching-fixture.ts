import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Cifar10FileName, FetchProgress } from '../../src/data';
import { npmSource } from '../../src/data/cifar10/sources/npm-source';
import { officialSource } from '../../src/data/cifar10/sources/official-source';
import type { Cifar10Source } from '../../src/data/cifar10/sources/source';
import { loopbackServer, registryOf, type Respond, type LoopbackServer } from './loopback-server';
import { npmSettingsFor, type TestNpmSettings } from './npm-settings';
import { temporaryFolder } from './temporary-folder';
import { binaryArchive, npmPackageOf, npmTarball, TINY } from './tiny-cifar10';

/** Answers with these bytes. */
export const send =
  (bytes: Buffer): Respond =>
  (_request, response) => {
    response.setHeader('content-length', bytes.length).end(bytes);
  };

/** Answers with an HTTP status. */
export const refuse =
  (status: number): Respond =>
  (_request, response) => {
    response.writeHead(status).end('{}');
  };

/** Each test's own cache folder, loopback server and npm settings, and the tiny data set. */
export class FetchingFixture {
  readonly folder = temporaryFolder();
  readonly npm: TestNpmSettings = npmSettingsFor(this.folder);
  tarball: Buffer = Buffer.alloc(0);
  archive: Buffer = Buffer.alloc(0);
  server!: LoopbackServer;
  notices: string[] = [];
  progress: FetchProgress[] = [];

  /** Create in a suite: sets its hooks. */
  constructor() {
    before(async () => {
      this.tarball = await npmTarball();
      this.archive = await binaryArchive();
    });
    beforeEach(async () => {
      this.notices = [];
      this.progress = [];
      this.server = await loopbackServer(refuse(404));
    });
    afterEach(() => this.server.close());
  }

  /** The cache folder of CIFAR-10's files. */
  get cached(): string {
    return path.join(this.folder(), 'cache', 'cifar-10');
  }

  cachedFiles(): string[] {
    return readdirSync(this.cached).sort();
  }

  options<Name extends Cifar10FileName>(...files: Name[]) {
    return {
      files,
      cache: path.join(this.folder(), 'cache'),
      onNotice: (message: string) => this.notices.push(message),
      onProgress: (event: FetchProgress) => this.progress.push(event),
    };
  }

  /** A world with the tiny data set and these sources. */
  world(...sources: Cifar10Source[]) {
    return { edition: TINY, sources };
  }

  /** The official source, with the loopback server as the home page. */
  official(url = this.server.url): Cifar10Source {
    return officialSource(TINY, url);
  }

  /** The npm source, with this address as the registry. */
  npmAt(url: string): Cifar10Source {
    this.npm.useRegistry(url);
    return npmSource(TINY, npmPackageOf(this.tarball));
  }

  /** The npm source, with a loopback registry that serves the package so. */
  npmFrom(served: Respond, integrity = npmPackageOf(this.tarball).integrity): Cifar10Source {
    this.server.answer = registryOf('tiny-cifar10', '1.0.0', integrity, served);
    return this.npmAt(this.server.url);
  }
}
