'use strict';

/**
 * Prints the commands of a Markdown file's `sh` blocks as one bash script, so that CI runs what
 * users are told to run:
 *
 *     node scripts/readme-commands.js README.md
 *
 * The contract of the file's fenced blocks: `sh` blocks run in CI, in order, in one shell that
 * starts in a fresh clone, and each command must succeed. Commands that can't run there (another
 * system's package manager, `git clone`) stand in `console` blocks, and start with `$ `. Every other
 * block names a language that isn't a shell's.
 */

const fs = require('node:fs');

const SHELLS_BY_OTHER_NAMES = ['', 'bash', 'shell', 'zsh', 'shellscript', 'cmd', 'powershell'];

/**
 * The fenced blocks of a Markdown text.
 *
 * @param {string} markdown
 * @returns {{ language: string, line: number, lines: string[] }[]} `line` is that of the fence
 */
function fencedBlocks(markdown) {
  const blocks = [];
  let open = null;
  for (const [index, text] of markdown.split(/\r?\n/).entries()) {
    const fence = /^ {0,3}(`{3,}|~{3,})\s*(\S*)/.exec(text);
    if (open === null && fence !== null) {
      open = { fence: fence[1], language: fence[2], line: index + 1, lines: [] };
    } else if (open !== null && fence?.[1].startsWith(open.fence) && fence[2] === '') {
      blocks.push(open);
      open = null;
    } else {
      open?.lines.push(text);
    }
  }
  if (open !== null) throw new Error(`line ${open.line}: expected the block to be closed`);
  return blocks;
}

/** The bash script of the `sh` blocks; throws where the contract is broken. */
function commandsScript(markdown) {
  const blocks = fencedBlocks(markdown);
  blocks.forEach(assertLanguage);
  const toRun = blocks.filter(({ language }) => language === 'sh');
  if (toRun.length === 0) throw new Error('expected at least one ```sh block, got none');
  return toRun
    .map(({ line, lines }) => `echo "--- README.md, line ${line}" >&2\n${lines.join('\n')}\n`)
    .join('');
}

function assertLanguage({ language, line, lines }) {
  if (SHELLS_BY_OTHER_NAMES.includes(language)) {
    throw new Error(
      `line ${line}: expected a language after the fence: sh for commands that CI runs, ` +
        `console for others, got ${language === '' ? 'none' : language}`,
    );
  }
  if (language === 'console' && !lines.some((text) => text.startsWith('$ '))) {
    throw new Error(`line ${line}: expected a console block's commands to start with "$ "`);
  }
}

function main([file = 'README.md']) {
  try {
    process.stdout.write(commandsScript(fs.readFileSync(file, 'utf8')));
  } catch (error) {
    console.error(`${file}: ${error.message}`);
    process.exitCode = 1;
  }
}

if (require.main === module) main(process.argv.slice(2));

module.exports = { commandsScript };
