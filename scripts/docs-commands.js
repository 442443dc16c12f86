'use strict';

/**
 * Prints the commands of Markdown files as one bash script, so that CI runs what the documents tell
 * people to type:
 *
 *     node scripts/docs-commands.js --in clone [FILE...]
 *     node scripts/docs-commands.js --in project [FILE...]
 *
 * Without files, it reads all documents: README.md, CONTRIBUTING.md, docs/ and examples/. The
 * language after a block's fence says how it is used:
 *
 *     sh                    run in a project of a user's own, which starts as an empty folder
 *     sh clone              run in a fresh clone of the repository
 *     console               not run: each command stands after "$ "
 *     js NAME, text NAME…   written to the file NAME in the user's project; there may be several names
 *     js, ts, json, text…   shown only
 *
 * Blocks take effect in the order of the files and of their lines. Each file has a shell of its own,
 * in which every command must succeed. `scripts/docs-project.js` makes the user's project.
 */

const fs = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');

const PLACES = ['clone', 'project'];
const SHELLS_BY_OTHER_NAMES = ['', 'bash', 'shell', 'zsh', 'shellscript', 'cmd', 'powershell'];
const FILE_NAME = /^\w[\w-]*(\.[\w-]+)+$/;
const END_OF_FILE = 'END_OF_DOCUMENTED_FILE';

/**
 * The fenced blocks of a Markdown text.
 *
 * @param {string} markdown
 * @returns {{ language: string, words: string[], line: number, lines: string[] }[]} `words` follow
 *   the language, `line` is the fence's
 */
function fencedBlocks(markdown) {
  const blocks = [];
  let open = null;
  for (const [index, text] of markdown.split(/\r?\n/).entries()) {
    const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(text);
    if (open === null && fence !== null) {
      const [language, ...words] = fence[2].trim().split(/\s+/);
      open = { fence: fence[1], language, words, line: index + 1, lines: [] };
    } else if (open !== null && fence?.[1].startsWith(open.fence) && fence[2].trim() === '') {
      blocks.push(open);
      open = null;
    } else {
      open?.lines.push(text);
    }
  }
  if (open !== null) throw new Error(`line ${open.line}: expected the block to be closed`);
  return blocks;
}

/** The place in which a block takes effect, and its bash commands; null if it is only shown. */
function effect({ language, words, line, lines }) {
  if (SHELLS_BY_OTHER_NAMES.includes(language)) {
    throw new Error(
      `line ${line}: expected a language after the fence: sh for commands that CI runs, ` +
        `console for others, got ${language === '' ? 'none' : language}`,
    );
  }
  if (language === 'console') return shownCommands({ words, line, lines });
  if (language === 'sh') return { place: placeOf(words, line), commands: lines };
  if (words.length === 0) return null;
  for (const name of words) assertFileName(name, line);
  const contents = [...lines, END_OF_FILE];
  return {
    place: 'project',
    commands: words.flatMap((name) => [`cat >${name} <<'${END_OF_FILE}'`, ...contents]),
  };
}

function shownCommands({ words, line, lines }) {
  if (words.length > 0 || !lines.some((text) => text.startsWith('$ '))) {
    throw new Error(
      `line ${line}: expected a console block with nothing after its language, and its commands to start with "$ "`,
    );
  }
  return null;
}

function placeOf(words, line) {
  const [place = 'project', ...more] = words;
  if (!PLACES.includes(place) || more.length > 0) {
    throw new Error(`line ${line}: expected "sh" or "sh clone", got "sh ${words.join(' ')}"`);
  }
  return place;
}

function assertFileName(name, line) {
  if (FILE_NAME.test(name)) return;
  throw new Error(`line ${line}: expected a file's name, like iris.csv, got ${name}`);
}

/**
 * The bash commands of one document for a place; empty if it has none.
 *
 * @param {string} name  the document's, for errors
 * @throws Error where the contract is broken
 */
function documentScript(markdown, place, name) {
  const blocks = fencedBlocks(markdown).map((block) => ({ ...block, effect: effect(block) }));
  const here = blocks.filter((block) => block.effect?.place === place);
  if (here.length === 0) return '';
  const commands = here.flatMap(({ line, effect }) => [
    `echo "--- ${name}, line ${line}, after $SECONDS s" >&2`,
    ...effect.commands,
  ]);
  return ['(', ...commands, ')', ''].join('\n');
}

/** The documents whose commands CI runs, README.md first; not the API's, which are generated. */
function documents(root) {
  const inFolder = (folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true })
      .map((file) => `${folder}/${file.replaceAll(path.sep, '/')}`)
      .filter((file) => file.endsWith('.md') && !file.startsWith('docs/api/'))
      .sort();
  return ['README.md', 'CONTRIBUTING.md', ...['docs', 'examples'].flatMap(inFolder)];
}

/**
 * The bash script of documents for a place.
 *
 * @param {string} place  `clone` or `project`
 * @param {readonly string[]} files
 * @throws Error that names the file and the line where the contract is broken
 */
function commandsScript(place, files) {
  const scripts = files.map((file) => {
    try {
      return documentScript(fs.readFileSync(file, 'utf8'), place, file);
    } catch (error) {
      throw new Error(`${file}: ${error.message}`, { cause: error });
    }
  });
  const script = scripts.join('');
  if (script === '')
    throw new Error(`expected at least one command to run in a ${place}, got none`);
  return script;
}

function readArguments(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { in: { type: 'string' } },
  });
  if (!PLACES.includes(values.in))
    throw new Error(`--in: expected clone or project, got ${values.in}`);
  return {
    place: values.in,
    files: positionals.length > 0 ? positionals : documents(process.cwd()),
  };
}

function main(argv) {
  try {
    const { place, files } = readArguments(argv);
    process.stdout.write(commandsScript(place, files));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

if (require.main === module) main(process.argv.slice(2));

module.exports = { commandsScript, documents };
