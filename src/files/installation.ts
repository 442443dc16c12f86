import { existsSync } from 'node:fs';
import path from 'node:path';
import { thisFile } from './node-require';
import { folderUnlessBundled } from './package-manifest';

/** Who installed the package, and whether for a project or for the whole system. */
export interface Installation {
  readonly manager: Manager;
  readonly isGlobal: boolean;
}

type Manager = 'npm' | 'pnpm' | 'yarn' | 'bun' | 'deno';

/** What each package manager leaves in a project's folder. */
const LOCKFILES: readonly [string, Manager][] = [
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['deno.lock', 'deno'],
];

/** The folders in which package managers keep packages for the whole system. */
const GLOBAL_FOLDERS: readonly [RegExp, Manager][] = [
  [/[/]pnpm[/](?:[^/]+[/])*global[/]\w+(?:[/]|$)/, 'pnpm'],
  [/[/]yarn[/](?:data[/])?global(?:[/]|$)/i, 'yarn'],
  [/[/]\.?bun[/]install[/]global(?:[/]|$)/, 'bun'],
];

/** Folders in which package managers keep packages under other names than their own. */
const STORES: readonly [RegExp, Manager][] = [
  [/[/]\.pnpm[/]/, 'pnpm'],
  [/[/]\.deno[/]/, 'deno'],
];

/**
 * Tells from its place how the package was installed.
 *
 * @param folder  by default the package's own; that of the bundle in a bundle
 */
export function installation(
  folder = folderUnlessBundled() ?? path.dirname(thisFile),
): Installation {
  if (process.versions.pnp !== undefined) return { manager: 'yarn', isGlobal: false };
  const place = folder.replaceAll(path.sep, '/');
  const [, ofSystem] = GLOBAL_FOLDERS.find(([pattern]) => pattern.test(place)) ?? [];
  if (ofSystem !== undefined) return { manager: ofSystem, isGlobal: true };
  const [, ofStore] = STORES.find(([pattern]) => pattern.test(place)) ?? [];
  if (ofStore !== undefined) return { manager: ofStore, isGlobal: false };
  const modules = path.dirname(folder);
  if (isNpmGlobal(modules)) return { manager: 'npm', isGlobal: true };
  return { manager: managerOf(folder) ?? 'npm', isGlobal: false };
}

/** In a project, npm leaves a package.json, or at least its own list of what it installed. */
function isNpmGlobal(modules: string): boolean {
  return (
    path.basename(modules) === 'node_modules' &&
    !existsSync(path.join(modules, '.package-lock.json')) &&
    !existsSync(path.join(modules, '..', 'package.json'))
  );
}

/** Returns the package manager of the nearest lockfile; a workspace's lies in one of the folders above. */
function managerOf(folder: string): Manager | undefined {
  const found = LOCKFILES.find(([name]) => existsSync(path.join(folder, name)));
  const above = path.dirname(folder);
  if (found !== undefined || above === folder) return found?.[1];
  return managerOf(above);
}
