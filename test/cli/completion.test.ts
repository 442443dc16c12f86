import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SUBCOMMANDS } from '../../src/cli/onelayer/subcommands';
import { itUnless } from '../support/it-unless';
import { runHere } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';

const missing = (shell: string): string | null =>
  spawnSync(shell, ['--version']).status === 0 ? null : `there is no ${shell}`;

describe('onelayer completion', () => {
  const folder = temporaryFolder();
  const names = SUBCOMMANDS.map(({ name }) => name);

  async function scriptFor(shell: string): Promise<string> {
    const { code, stdout, stderr } = await runHere('completion', shell);
    expect([code, stderr]).to.deep.equal([0, '']);
    const file = path.join(folder(), `onelayer.${shell}`);
    writeFileSync(file, stdout);
    return file;
  }

  /** What comes after a script that is sourced first. */
  function run(shell: string, file: string, code: string): string[] {
    const { stdout, stderr, status } = spawnSync(
      shell,
      ['-c', `source "$1"; ${code}`, shell, file],
      {
        encoding: 'utf8',
      },
    );
    expect([stderr, status]).to.deep.equal(['', 0]);
    return stdout.split('\n').filter((line) => line !== '');
  }

  const lines: [line: string[], found: readonly string[]][] = [
    [['onelayer', 'tr'], ['train']],
    [
      ['onelayer', ''],
      [...names, 'help', '--help', '--version'],
    ],
    [['onelayer', 'help', 'pre'], ['predict']],
    [['onelayer', 'train', '--ep'], ['--epochs']],
    [
      ['onelayer', 'train', '--backend', ''],
      ['auto', 'openblas', 'js'],
    ],
    [['onelayer', 'train', '--quiet', '--backend', '=', 'j'], ['js']],
    [['onelayer', 'completion', 'b'], ['bash']],
    [['onelayer', 'predict', 'model'], []],
    [['onelayer', 'train', '--data', ''], []],
    [['onelayer', 'predict', '$(touch made)'], []],
  ];
  for (const [line, found] of lines) {
    itUnless(missing('bash'), `in bash completes \`${line.join(' ')}\``, async () => {
      const words = line.map((word) => `'${word}'`).join(' ');
      const code = `COMP_WORDS=(${words}); COMP_CWORD=${line.length - 1}; _onelayer; printf '%s\\n' "\${COMPREPLY[@]}"`;
      expect(run('bash', await scriptFor('bash'), code)).to.deep.equal(found);
      expect(existsSync('made')).to.equal(false);
    });
  }

  itUnless(missing('bash'), 'in bash leaves file names to the shell', async () => {
    expect(run('bash', await scriptFor('bash'), 'complete -p onelayer')).to.deep.equal([
      'complete -o default -F _onelayer onelayer',
    ]);
  });

  itUnless(missing('zsh'), 'is a script that zsh takes', async () => {
    expect(spawnSync('zsh', ['-n', await scriptFor('zsh')], { encoding: 'utf8' }).stderr).to.equal(
      '',
    );
  });

  itUnless(missing('fish'), 'in fish completes commands, options, values and files', async () => {
    writeFileSync(path.join(folder(), 'model.safetensors'), '');
    const file = await scriptFor('fish');
    const completed = (line: string): string[] => {
      const code = `source $argv[1]; complete -C "${line}"`;
      const { stdout } = spawnSync('fish', ['-c', code, file], { encoding: 'utf8', cwd: folder() });
      return stdout.split('\n').flatMap((text) => (text === '' ? [] : [text.split('\t')[0]]));
    };
    expect(completed('onelayer tr')).to.deep.equal(['train']);
    expect(completed('onelayer train --ep')).to.deep.equal(['--epochs']);
    expect(completed('onelayer train --backend ')).to.have.members(['auto', 'openblas', 'js']);
    expect(completed('onelayer completion b')).to.deep.equal(['bash']);
    expect(completed('onelayer predict mod')).to.deep.equal(['model.safetensors']);
  });
});
