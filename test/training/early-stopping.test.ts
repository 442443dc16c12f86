import { expect } from 'chai';
import type { Evaluation } from '../../src/model';
import { trainRun, type AnyEpochRecord, type EarlyStopping } from '../../src/training';
import { assertEarlyStopping } from '../../src/training/early-stopping';
import { RunCourse } from '../../src/training/run-course';
import { describeEachBackend } from '../support/backends';
import { SMALL, SMALL_SETTINGS } from '../support/trainings';

interface End {
  readonly epochs: number;
  readonly hasEnded: boolean;
  readonly best: number | null;
  readonly kept: number | null;
}

/** What a run whose validation metric takes these values ends with; epoch e has the parameters [e]. */
function follow(earlyStopping: EarlyStopping | null, values: readonly number[]): End {
  const { metric = 'accuracy' } = earlyStopping ?? {};
  const slab = new Float64Array(1);
  const course = new RunCourse(
    { earlyStopping },
    { flat: () => slab.slice(), assign: (flat) => slab.set(flat) },
  );
  const nothing: Evaluation = { loss: 0, cost: 0, accuracy: 0 };
  values.forEach((value, i) => {
    slab[0] = i + 1;
    course.follow({ epoch: i + 1, validation: { ...nothing, [metric]: value } } as AnyEpochRecord);
  });
  course.restoreBest();
  const { history, hasEnded, best } = course;
  return { epochs: history.length, hasEnded, best: best?.epoch ?? null, kept: slab[0] };
}

describe('early stopping', () => {
  const ended = (epochs: number, best: number | null, kept = best): End => ({
    epochs,
    hasEnded: true,
    best,
    kept,
  });
  const goesOn = (epochs: number, best: number | null, kept = best): End => ({
    ...ended(epochs, best, kept),
    hasEnded: false,
  });
  const loss = (patience: number, minimumDelta?: number): EarlyStopping => ({
    metric: 'loss',
    patience,
    minimumDelta,
  });

  const cases: [string, EarlyStopping | null, number[], End][] = [
    ['higher accuracy is better', { patience: 2 }, [0.1, 0.3, 0.2], goesOn(3, 2)],
    ['lower loss is better', loss(2), [0.1, 0.3, 0.2], ended(3, 1)],
    ['lower cost is better', { metric: 'cost', patience: 9 }, [3, 2, 1], goesOn(3, 3)],
    ['the same is not better', loss(2), [1, 1, 1], ended(3, 1)],
    ['patience counts from the best', loss(2), [4, 5, 3, 4, 2, 3, 3], ended(7, 5)],
    ['patience 1 ends at the first that is not better', loss(1), [3, 2, 2, 1], ended(3, 2)],
    ['a run that never becomes better', loss(3), [1, 2, 3, 4], ended(4, 1)],
    ['a run that always does', { patience: 1 }, [0.1, 0.2, 0.3], goesOn(3, 3)],
    ['what comes after the end does not count', loss(1), [1, 2, 0, 0], ended(2, 1)],
    ['better by just the minimum is not better', loss(2, 0.5), [2, 1.5, 1.5], ended(3, 1)],
    ['better by more is', loss(2, 0.5), [2, 1.25, 1], goesOn(3, 2)],
    ['small steps add up to one', loss(3, 0.5), [2, 1.75, 1.25], goesOn(3, 3)],
    ['NaN is never better', loss(2), [1, NaN, NaN], ended(3, 1)],
    ['NaN at first', loss(2), [NaN, 3, NaN], goesOn(3, 2)],
    ['NaN all along: the last is kept', loss(2), [NaN, NaN], ended(2, null, 2)],
    ['an infinite loss at first', loss(2), [Infinity, 3], goesOn(2, 2)],
    ['an infinite loss all along', loss(2), [Infinity, Infinity, Infinity], ended(3, 1)],
    ['without it, the best accuracy is known', null, [0.1, 0.3, 0.2, 0.2], goesOn(4, 2)],
  ];
  for (const [title, rule, values, end] of cases) {
    it(title, () => {
      expect(follow(rule, values)).to.deep.equal(end);
    });
  }

  const refused: [unknown, string][] = [
    [3, 'earlyStopping: expected an object, got 3'],
    [{}, 'earlyStopping.patience: expected a positive integer, got undefined'],
    [{ patience: 0 }, 'earlyStopping.patience: expected a positive integer, got 0'],
    [{ patience: 1.5 }, 'earlyStopping.patience: expected a positive integer, got 1.5'],
    [
      { patience: 1, metric: 'auc' },
      'earlyStopping.metric: expected accuracy or loss or cost, got',
    ],
    [{ patience: 1, minimumDelta: -1 }, 'earlyStopping.minimumDelta: expected a finite number of'],
    [{ patience: 1, minimumDelta: NaN }, 'earlyStopping.minimumDelta: expected a finite number of'],
    [{ patience: 1, delta: 1 }, 'earlyStopping: expected only the keys metric, patience, minimum'],
  ];
  for (const [rule, message] of refused) {
    it(`is refused: ${message}`, () => {
      expect(() => assertEarlyStopping(rule as EarlyStopping))
        .to.throw(Error, message)
        .with.property('code', 'INVALID_ARGUMENT');
    });
  }
});

describeEachBackend('a training whose loss is NaN from the start', (backend) => {
  it('ends when patience does, and keeps no best epoch', async () => {
    const earlyStopping = { metric: 'loss', patience: 3 } as const;
    const settings = { ...SMALL_SETTINGS, eta: 1e300, lambda: 1, epochs: 9, earlyStopping };
    const { record } = await trainRun(backend, SMALL.bytes, settings);
    expect(record.history).to.have.lengthOf(3);
    expect(record.history[0].validation.loss).to.satisfy(Number.isNaN);
    expect(record.bestEpoch).to.equal(null);
    expect(record.test!.loss).to.satisfy(Number.isNaN);
  });
});
