import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './tarballs';

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Of npm's settings, those that say how its registry is reached. */
const REGISTRY_SETTINGS = ['registry', 'cafile', 'proxy', 'https-proxy', 'noproxy'];
/** Of this process's environment, what reaching a registry needs. */
const NETWORK_VARIABLES = /^((https?|no|all)_proxy|node_extra_ca_certs|ssl_cert_(file|dir))$/i;

/** An empty project in a folder of its own, with an empty home and an empty cache. */
export class Project {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer project '));
  readonly modules = path.join(this.folder, 'node_modules');
  private readonly home = path.join(this.folder, 'home');
  readonly environment: Record<string, string>;

  constructor(environment: Record<string, string> = {}) {
    mkdirSync(this.home);
    this.environment = {
      PATH: String(process.env.PATH),
      HOME: this.home,
      XDG_CACHE_HOME: path.join(this.home, 'cache'),
      ...networkSettings(),
      ...environment,
    };
    this.write('package.json', JSON.stringify({ name: 'project', private: true }));
  }

  write(name: string, text: string): void {
    writeFileSync(path.join(this.folder, name), text);
  }

  /** Runs a command in the project, by default without hiding anything from it. */
  run(command: readonly string[]): Outcome {
    const [file, ...args] = command;
    const { environment: env, folder: cwd } = this;
    const outcome = spawnSync(file, args, { cwd, env, encoding: 'utf8' });
    if (outcome.error !== undefined) throw outcome.error;
    return outcome;
  }

  /** Runs a command that must succeed; what it printed. */
  mustRun(command: readonly string[]): string {
    const { status, stdout, stderr } = this.run(command);
    if (status === 0) return stdout;
    throw new Error(`${command.join(' ')} ended with ${String(status)}:\n${stdout}${stderr}`);
  }

  npm(...args: string[]): string {
    return this.mustRun(['npm', ...args, '--no-audit', '--no-fund']);
  }

  /** pnpm, the repository's own. */
  pnpm(...args: string[]): string {
    return this.mustRun([
      process.execPath,
      path.join(root, 'node_modules/pnpm/bin/pnpm.cjs'),
      ...args,
    ]);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

let settings: Record<string, string> | undefined;

/** npm's settings for its registry, which an empty home would hide. */
function networkSettings(): Record<string, string> {
  settings ??= readNetworkSettings();
  return settings;
}

function readNetworkSettings(): Record<string, string> {
  const variables = Object.entries(process.env).filter(([name]) => NETWORK_VARIABLES.test(name));
  const args = ['config', 'list', '--json'];
  const said = spawnSync('npm', args, { cwd: root, encoding: 'utf8' }).stdout;
  const npms = JSON.parse(said) as Record<string, unknown>;
  const given = REGISTRY_SETTINGS.filter((name) => Boolean(npms[name]));
  return {
    ...(Object.fromEntries(variables) as Record<string, string>),
    ...Object.fromEntries(
      given.map((name) => [`npm_config_${name.replaceAll('-', '_')}`, String(npms[name])]),
    ),
  };
}
