import { expect } from 'chai';
import { train, type TrainOptions } from '../../src/library';
import { describeEachBackend } from '../support/backends';
import { SMALL, SMALL_SETTINGS, stateOf } from '../support/trainings';

describeEachBackend('a training among other work', function (backend) {
  it('comes out to the bit as alone when several go on at once', async () => {
    const data = { training: SMALL.bytes.training, validation: SMALL.bytes.validation };
    const several: TrainOptions[] = [
      {},
      { momentum: 0.9, seed: 7 },
      { horizontalFlips: true, loss: 'hinge' },
      { dtype: 'float64', schedule: { kind: 'cosine' } },
    ].map((own) => ({ ...SMALL_SETTINGS, epochs: 200, ...own, backend }) as TrainOptions);
    const state = async (options: TrainOptions) =>
      stateOf(await (await train(data, options)).snapshot());
    const together = await Promise.all(several.map(state));
    for (const [i, options] of several.entries()) {
      expect(together[i]).to.deep.equal(await state(options));
    }
  });
});
