import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FakeMachine } from './fake-machine';

const root = path.join(__dirname, '..', '..');
const fence = '```';
const block = (information: string, text: string) => `${fence}${information}\n${text}\n${fence}\n`;

describe("the documents' commands", () => {
  let machine: FakeMachine;
  beforeEach(() => {
    machine = new FakeMachine();
  });
  afterEach(() => machine.remove());

  const documents = (...texts: string[]) => {
    const files = texts.map((_, index) => `${index}.md`);
    files.forEach((file, index) => machine.write(file, texts[index]));
    return files;
  };
  const script = (place: string, ...texts: string[]) =>
    machine.run(['scripts/docs-commands.js', '--in', place, ...documents(...texts)]);

  /** Runs a script in an empty folder. */
  function bash(input: string) {
    const cwd = path.join(machine.folder, 'empty');
    mkdirSync(cwd);
    return spawnSync('bash', ['-euo', 'pipefail'], { input, cwd, encoding: 'utf8' });
  }

  const document = [
    block('sh', 'echo project 1'),
    block('console', '$ echo no'),
    block('sh clone', 'echo clone 1'),
    block('ts', 'const no: number = 1;'),
    block('sh', 'echo project 2\necho project 3'),
  ].join('\ntext\n');

  it('are those of the place, in order', () => {
    expect(bash(script('project', document).stdout).stdout).to.equal(
      'project 1\nproject 2\nproject 3\n',
    );
  });

  it('are announced with their document, their line and the time', () => {
    const { stdout, stderr } = bash(script('clone', document).stdout);
    expect(stdout).to.equal('clone 1\n');
    expect(stderr).to.match(/^--- 0\.md, line 11, after \d+ s\n$/);
  });

  it('find the files that the document shows before them, under each name', () => {
    const text = block('js a.mjs b.mts', "console.log('$HOME \\'`x`');") + block('sh', 'cat b.mts');
    const { stdout } = bash(script('project', text).stdout + 'cmp a.mjs b.mts');
    expect(stdout).to.equal("console.log('$HOME \\'`x`');\n");
  });

  it('begin in the same folder and in a shell of their own in each document', () => {
    const first = block('sh', 'word=1\nmkdir sub\ncd sub');
    const second = block('sh', 'echo "${word-none}"\nls');
    expect(bash(script('project', first, second).stdout).stdout).to.equal('none\nsub\n');
  });

  it('end the script where one fails', () => {
    const { status, stdout } = bash(
      script('project', block('sh', 'false | true\necho no'), block('sh', 'echo no')).stdout,
    );
    expect([status, stdout]).to.deep.equal([1, '']);
  });

  for (const [what, markdown, message] of [
    ['a block without a language', block('', 'npm test'), 'line 1: expected a language'],
    ['a shell by another name', `\n${block('bash', 'npm test')}`, 'line 2: expected a language'],
    ['an unknown place', block('sh garden', 'npm test'), 'line 1: expected "sh" or "sh clone"'],
    ['a console block without prompts', block('console', 'npm test'), 'start with "$ "'],
    ['a console block with a place', block('console clone', '$ npm test'), 'nothing after'],
    ['a file outside of the project', block('js ../a.js', ''), "line 1: expected a file's name"],
    ['a word that names no file', block('js clone', ''), "line 1: expected a file's name"],
    ['no commands at all', 'text', 'at least one'],
    ['an open block', `${fence}sh\nnpm test\n`, 'closed'],
  ] as const) {
    it(`are refused with ${what}`, () => {
      const { exitCode, stdout, stderr } = script('clone', markdown);
      expect([exitCode, stdout]).to.deep.equal([1, '']);
      expect(stderr).to.include(message);
    });
  }

  it('are refused without a place', () => {
    const { exitCode, stderr } = machine.run(['scripts/docs-commands.js', 'README.md']);
    expect(exitCode).to.equal(1);
    expect(stderr).to.include('--in: expected clone or project');
  });
});

describe('the documents', () => {
  const script = (place: string) => {
    const args = ['scripts/docs-commands.js', '--in', place];
    return spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' }).stdout;
  };

  for (const [place, commands] of [
    ['clone', ['npm start', 'npm test']],
    ['project', ['npm install onelayer']],
  ] as const) {
    it(`have sound commands for a ${place}, with those that everything begins with`, () => {
      const text = script(place);
      expect(text.split('\n')).to.include.members([...commands]);
      const { status, stderr } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
      expect([status, stderr]).to.deep.equal([0, '']);
    });
  }

  it('begin with a README of at most 130 lines', () => {
    const lines = readFileSync(path.join(root, 'README.md'), 'utf8').trimEnd().split('\n');
    expect(lines.length).to.be.at.most(130);
  });
});
