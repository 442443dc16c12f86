import { expect } from 'chai';
import { howToCall } from '../../src/cli/how-to-call';

describe('howToCall', () => {
  const cases: [script: string, command: string, call: string][] = [
    ['/package/bin/train.ts', 'train', 'npx ts-node bin/train.ts'],
    ['/package/bin/train.ts', 'report', 'npx ts-node bin/report.ts'],
    ['/package/bin/train.ts', 'predict', 'npx ts-node bin/onelayer.ts predict'],
    ['/package/bin/onelayer.ts', 'train', 'npx ts-node bin/onelayer.ts train'],
    ['/usr/bin/onelayer', 'train', 'onelayer train'],
    ['/package/dist/bin/onelayer.js', 'doctor', 'onelayer doctor'],
  ];
  for (const [script, command, call] of cases) {
    it(`shows \`${call}\` where ${script} runs`, () => {
      expect(howToCall(command, script)).to.equal(call);
    });
  }
});
