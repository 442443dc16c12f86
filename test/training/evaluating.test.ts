import { expect } from 'chai';
import { DenseSamples, rowsOf } from '../../src/data';
import { finish } from '../../src/tasks';
import { evaluating } from '../../src/training';

const samples = new DenseSamples(new Float32Array(1000), new Uint8Array(1000), 1);

/** The numbers of samples that are evaluated between two turns of the event loop. */
function slices(classes: number, features: number, models = 1): number[] {
  const counts: number[] = [];
  const objective = {
    evaluate: (_: unknown, __: unknown, [{ count }]: { count: number }[]) => counts.push(count),
  };
  const parameters = { classes, features, members: new Array(models).fill(null) };
  const job = { objective, parameters } as never;
  finish(evaluating(job, [], rowsOf({ samples, rows: 1000 })));
  return counts;
}

describe('an evaluation lets the event loop turn', () => {
  it('after so many samples, fewer of wide models', () => {
    expect(slices(10, 3072)).to.deep.equal([512, 488]);
    expect(slices(100, 12_288)).to.deep.equal([218, 218, 218, 218, 128]);
    expect(slices(100, 12_288, 4)[0]).to.equal(54);
    expect(slices(60_000, 60_000)).to.have.lengthOf(1000);
  });
});
