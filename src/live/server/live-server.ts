import type * as Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { OnelayerError } from '../../errors';
import { optionalPackage } from '../../files';
import { listen } from '../../service/listen';
import { assertLivePackages } from '../packages';
import type { LiveTraining } from '../state';
import { earlierAddress, forgetAddress, keepAddress, newToken } from './address';
import { Audience } from './audience';
import { addRoutes } from './routes';
import { WatchedFolder } from './watched-folder';

const HOST = '127.0.0.1';

/** Connections that the system keeps while the server is busy. */
const BACKLOG = 64;

/** A request may take so many milliseconds to arrive. */
const TIMEOUT_MS = 10_000;

/** A server of live pages that listens. */
export interface LiveServer {
  /** The address of the pages; who knows it may look on, stop trainings and ask for checkpoints. */
  readonly url: string;
  /** When a page was last open, in milliseconds since 1970; 0 if none ever was. */
  readonly lastSeen: number;
  /** Looks at all trainings. Returns them, the newest first. */
  look(): Promise<readonly LiveTraining[]>;
  stop(): Promise<void>;
}

/**
 * Serves the pages of the trainings in a folder and below it, to this machine alone. Takes the address of
 * an earlier server of the folder that was killed, so that its pages go on.
 *
 * @param port  undefined for the earlier one, or one that is free
 * @throws OnelayerError PACKAGE_MISSING; ADDRESS_UNAVAILABLE if the port is in use
 */
export async function startLiveServer(folder: string, port?: number): Promise<LiveServer> {
  assertLivePackages();
  const earlier = earlierAddress(folder);
  const token = earlier?.token ?? newToken();
  const audience = new Audience(new WatchedFolder(folder));
  await audience.refresh();
  const make = (): FastifyInstance => appOf(audience, token);
  const { app, url } = await listening(make, port, earlier?.port);
  const address = { port: Number(new URL(url).port), token };
  keepAddress(folder, address);
  let stopping: Promise<void> | undefined;
  return {
    url: `${url}/${token}/`,
    get lastSeen() {
      return audience.lastSeen;
    },
    look: async () => {
      await audience.refresh();
      return audience.trainings;
    },
    stop: () =>
      (stopping ??= (async () => {
        audience.close();
        await app.close();
        await audience.refresh();
        // While one trains, its pages wait for a server that is started again.
        const isOver = audience.trainings.every(({ phase }) => phase !== 'training');
        if (isOver) forgetAddress(folder, address);
      })()),
  };
}

function appOf(audience: Audience, token: string): FastifyInstance {
  const { fastify } = optionalPackage('fastify') as typeof Fastify;
  const app = fastify({ requestTimeout: TIMEOUT_MS, forceCloseConnections: true, bodyLimit: 1024 });
  addRoutes(app, audience, token);
  return app;
}

/** Listens at the port, else at the earlier one if it is still free, else at any. */
async function listening(make: () => FastifyInstance, port?: number, earlier?: number) {
  if (port === undefined && earlier !== undefined) {
    const app = make();
    try {
      return { app, url: await listen(app, HOST, earlier, BACKLOG) };
    } catch (error) {
      if (!(error instanceof OnelayerError)) throw error;
    }
  }
  const app = make();
  return { app, url: await listen(app, HOST, port ?? 0, BACKLOG) };
}
