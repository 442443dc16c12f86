import { expect } from 'chai';
import { howToCall, resumingCommand, typedCommand } from '../../src/cli/how-to-call';

describe('howToCall', () => {
  const cases: [script: string, command: string, call: string, event?: string][] = [
    ['/package/bin/train.ts', 'train', 'npx ts-node bin/train.ts'],
    ['/package/bin/train.ts', 'report', 'npx ts-node bin/report.ts'],
    ['/package/bin/train.ts', 'predict', 'npx ts-node bin/onelayer.ts predict'],
    ['/package/bin/onelayer.ts', 'train', 'npx ts-node bin/onelayer.ts train'],
    ['/usr/bin/onelayer', 'train', 'onelayer train'],
    ['/package/dist/bin/onelayer.js', 'doctor', 'onelayer doctor'],
    ['/package/dist/bin/onelayer.js', 'train', 'npx onelayer train', 'npx'],
    ['/package/bin/onelayer.ts', 'train', 'npx ts-node bin/onelayer.ts train', 'npx'],
  ];
  for (const [script, command, call, event = 'test'] of cases) {
    it(`shows \`${call}\` where ${script} runs`, () => {
      expect(howToCall(command, { script, event })).to.equal(call);
    });
  }
});

describe('typedCommand', () => {
  const typed = (event: string, script: string, ...words: string[]): string =>
    typedCommand('train', words, { script, event });

  it('is `npm start` where that was typed, with its options', () => {
    expect(typed('start', '/clone/bin/train.ts')).to.equal('npm start');
    expect(typed('start', '/clone/bin/train.ts', '--epochs', '2')).to.equal(
      'npm start -- --epochs 2',
    );
    expect(typed('npx', '/clone/bin/train.ts')).to.equal('npx ts-node bin/train.ts');
    expect(typed('start', '/own/dist/bin/onelayer.js', '--quiet')).to.equal(
      'onelayer train --quiet',
    );
  });

  it('quotes for a shell, where that is needed', () => {
    const words = ['--out', 'my runs', '--save', "a'b.json", '--data', '~x', '--eta=1e-3', ''];
    expect(typed('npx', '/dist/bin/onelayer.js', ...words)).to.equal(
      `npx onelayer train --out 'my runs' --save 'a'\\''b.json' --data '~x' --eta=1e-3 ''`,
    );
  });
});

describe('resumingCommand', () => {
  const resuming = (...words: string[]): string =>
    resumingCommand('train', words, 'run.ckpt', { script: '/dist/bin/onelayer.js', event: 'npx' });

  it('is the command with --resume', () => {
    expect(resuming('--epochs', '9', '--checkpoint', 'run.ckpt')).to.equal(
      'npx onelayer train --epochs 9 --checkpoint run.ckpt --resume run.ckpt',
    );
  });

  it('resumes from the file that was kept last', () => {
    const expected = 'npx onelayer train --checkpoint run.ckpt --quiet --resume run.ckpt';
    expect(resuming('--resume', 'old', '--checkpoint', 'run.ckpt', '--quiet')).to.equal(expected);
    expect(resuming('--checkpoint', 'run.ckpt', '--resume=old', '--quiet')).to.equal(expected);
    expect(resuming('--resume', 'run.ckpt')).to.equal('npx onelayer train --resume run.ckpt');
  });
});
