import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FakeMachine } from './fake-machine';

const fence = '```';
const block = (language: string, text: string) => `${fence}${language}\n${text}\n${fence}\n`;

describe("the README's commands", () => {
  let machine: FakeMachine;
  beforeEach(() => {
    machine = new FakeMachine();
  });
  afterEach(() => machine.remove());

  function script(markdown: string) {
    machine.write('README.md', markdown);
    return machine.run(['scripts/readme-commands.js']);
  }

  it('are those of the sh blocks, in order', () => {
    const text = [block('sh', 'echo 1'), block('console', '$ no'), block('sh', 'echo 2\necho 3')];
    const { stdout } = script(text.join('\ntext\n'));
    const { stdout: printed } = spawnSync('bash', ['-euo', 'pipefail'], { input: stdout });
    expect(String(printed)).to.equal('1\n2\n3\n');
  });

  for (const [what, markdown, message] of [
    ['a block without a language', block('', 'npm test'), 'line 1: expected a language'],
    ['a shell by another name', `\n${block('bash', 'npm test')}`, 'line 2: expected a language'],
    ['a console block without prompts', block('console', 'npm test'), 'start with "$ "'],
    ['no commands at all', 'text', 'at least one'],
    ['an open block', `${fence}sh\nnpm test\n`, 'closed'],
  ] as const) {
    it(`are refused with ${what}`, () => {
      const { exitCode, stdout, stderr } = script(markdown);
      expect([exitCode, stdout]).to.deep.equal([1, '']);
      expect(stderr).to.include(message);
    });
  }

  it('hold the two that set a machine up', () => {
    const readme = readFileSync(path.join(__dirname, '..', '..', 'README.md'), 'utf8');
    const lines = script(readme).stdout.split('\n');
    expect(lines).to.include('npm start').and.to.include('npm test');
  });
});
