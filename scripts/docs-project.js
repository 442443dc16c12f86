'use strict';

/**
 * Runs the commands that the documents give to users of the package, in a project of a user's own:
 *
 *     node scripts/docs-project.js [FILE...]
 *
 * It packs the package, begins with an empty folder, and runs the script of `docs-commands.js --in
 * project` there. `npm install onelayer` takes the packed file, since a registry has another version
 * or none; where this checkout's addon is built, it stands in for the package with the addon for this
 * platform, which npm would install beside it. Everything else is as at a user's: other packages come
 * from the registry, CIFAR-10 from the cache or from where it is fetched.
 */

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { commandsScript, documents } = require('./docs-commands');
const { npmPack } = require('./lib/npm');
const { packPackage } = require('./lib/pack-package');
const { platformPackageName } = require('./lib/platform-package');
const { version } = require('../package.json');

const root = path.join(__dirname, '..');
const addon = path.join(root, 'build', 'Release', 'onelayer.node');

/** An npm that installs the packed files wherever a command installs `onelayer`. */
const NPM = `
npm() {
  local word words=()
  for word in "$@"; do
    if [ "$word" = onelayer ]; then words+=("$PACKED"/onelayer-*.tgz); else words+=("$word"); fi
  done
  command npm "\${words[@]}"
}
`;

/** Packs the addon that was built here, which needs this machine's OpenBLAS, as this platform's package. */
function packAddon(out, folder) {
  const name = platformPackageName();
  const manifest = { name, version, main: 'onelayer.node', license: 'MIT' };
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  fs.copyFileSync(addon, path.join(folder, 'onelayer.node'));
  npmPack(folder, out);
}

function runIn(folder, script) {
  const packed = path.join(folder, 'packed');
  const project = path.join(folder, 'my project'); // paths with spaces must work
  fs.mkdirSync(project);
  packPackage(packed, []);
  if (fs.existsSync(addon)) packAddon(packed, path.join(folder, 'addon'));
  const { status, error } = spawnSync('bash', ['-euo', 'pipefail', '-c', NPM + script], {
    cwd: project,
    env: { ...process.env, PACKED: packed },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error) throw error;
  return status ?? 1;
}

function main(files) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'onelayer-docs-'));
  try {
    process.chdir(root);
    process.exitCode = runIn(
      folder,
      commandsScript('project', files.length > 0 ? files : documents(root)),
    );
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

main(process.argv.slice(2));
