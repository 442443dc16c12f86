import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { npy } from '../support/data-files';
import { runHere } from '../support/run-here';
import { syntheticSet } from '../support/synthetic';
import { temporaryFolder } from '../support/temporary-folder';

describe('an array that is larger than --memory', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder(), name);

  async function said(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await runHere(...args);
    expect(code, stderr).to.equal(0);
    return stdout + stderr;
  }

  it('is fitted, evaluated and predicted from disk, with the same results', async () => {
    const set = syntheticSet({ samples: 120, features: 20 });
    writeFileSync(at('X.npy'), npy(Float32Array.from(set.X), [120, 20]));
    writeFileSync(at('y.npy'), npy(set.labels as Uint8Array, [120]));
    const fit = (model: string, ...more: string[]) =>
      said('fit', at('X.npy'), '--labels', at('y.npy'), '--lambdas', '0.1', '--no-report', '--save', at(model), ...more); // prettier-ignore
    const inMemory = await fit('a.safetensors', '--memory', '1MB');
    const onDisk = await fit('b.safetensors', '--memory', '1kB');
    const where = /rows are read from disk: .*X\.npy \(9.6 kB\)/;
    expect(onDisk).to.match(where);
    expect(inMemory).to.not.match(where);
    const accuracy = /^accuracy .*$/m;
    expect(accuracy.exec(onDisk)?.[0]).to.equal(accuracy.exec(inMemory)?.[0]);

    const evaluate = (...more: string[]) =>
      said('evaluate', at('a.safetensors'), at('X.npy'), '--labels', at('y.npy'), ...more);
    const evaluated = await evaluate('--memory', '1kB');
    expect(evaluated).to.match(/X\.npy: 120 rows, which stay on disk and are read at once/);
    expect(accuracy.exec(evaluated)?.[0]).to.equal(accuracy.exec(await evaluate())?.[0]);
  });
});
