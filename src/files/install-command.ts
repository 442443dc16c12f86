import { installation, type Installation } from './installation';
import { testedVersion } from './package-manifest';

type Words = Readonly<Record<Installation['manager'], string>>;

const ADD: Words = {
  npm: 'npm install',
  pnpm: 'pnpm add',
  yarn: 'yarn add',
  bun: 'bun add',
  deno: 'deno add',
};

const ADD_FOR_SYSTEM: Words = {
  ...ADD,
  npm: 'npm install -g',
  pnpm: 'pnpm add -g',
  yarn: 'yarn global add',
  bun: 'bun add -g',
};

const RUN: Words = {
  npm: 'npx onelayer',
  pnpm: 'pnpm exec onelayer',
  yarn: 'yarn onelayer',
  bun: 'bunx onelayer',
  deno: 'deno run -A npm:onelayer',
};

/**
 * Returns the command that installs some of package.json's optional peers where this package lives,
 * each in the version that it is tested with: that of the development dependency.
 *
 * @param where  by default how this package was installed
 */
export function installCommand(
  names: readonly string[],
  { manager, isGlobal }: Installation = installation(),
): string {
  const prefix = manager === 'deno' ? 'npm:' : '';
  const versioned = names.map((name) => `${prefix}${name}@${testedVersion(name)}`);
  return [(isGlobal ? ADD_FOR_SYSTEM : ADD)[manager], ...versioned].join(' ');
}

/** Returns how to call a subcommand of `onelayer` where this package lives. */
export function ownCommand(
  subcommand: string,
  { manager, isGlobal }: Installation = installation(),
): string {
  return `${isGlobal ? 'onelayer' : RUN[manager]} ${subcommand}`;
}
