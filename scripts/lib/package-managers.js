'use strict';

const { findExecutable } = require('./find-executable');

/**
 * How each system's package manager installs OpenBLAS's development files: `install`, and if that
 * fails, `refresh` (the lists of packages) and `install` again.
 */
const PACKAGE_MANAGERS = [
  {
    name: 'apt-get',
    install: ['install', '--yes', '--no-install-recommends', 'libopenblas-dev'],
    refresh: ['update'],
    // On a fresh machine the system's own first update often holds the lock for a while.
    options: ['-o', 'DPkg::Lock::Timeout=300'],
    environment: { DEBIAN_FRONTEND: 'noninteractive' },
  },
  { name: 'dnf', install: ['install', '--assumeyes', 'openblas-devel'] },
  {
    name: 'pacman',
    install: ['--sync', '--needed', '--noconfirm', 'openblas'],
    refresh: ['--sync', '--refresh'],
  },
  { name: 'apk', install: ['add', 'openblas-dev'], refresh: ['update'] },
  { name: 'brew', install: ['install', 'openblas'], asUser: true },
];

/** Options that confirm for the user; left out of commands that users type themselves. */
const ANSWERS = ['--yes', '--assumeyes', '--noconfirm'];

/** The package manager of this system, or null. */
function choosePackageManager(environment) {
  return PACKAGE_MANAGERS.find(({ name }) => findExecutable(name, environment) !== null) ?? null;
}

/** The command that a user types to install OpenBLAS. */
function commandForUser(manager) {
  if (manager === null) {
    return process.platform === 'win32' ? 'vcpkg install openblas' : null;
  }
  const command = [manager.name, ...manager.install.filter((word) => !ANSWERS.includes(word))];
  return (manager.asUser ? command : ['sudo', ...command]).join(' ');
}

/** The commands to run in order: the second and third only if the first fails. */
function commandsToRun(manager, prefix) {
  const { name, options = [], install, refresh, environment = {} } = manager;
  const variables = Object.entries(environment).map(([key, value]) => `${key}=${value}`);
  const start = [...prefix, ...(variables.length > 0 ? ['env', ...variables] : []), name];
  const installation = [...start, ...options, ...install];
  if (refresh === undefined) return [installation];
  return [installation, [...start, ...options, ...refresh], installation];
}

module.exports = { choosePackageManager, commandForUser, commandsToRun };
