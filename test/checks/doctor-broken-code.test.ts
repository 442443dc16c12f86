import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import { Doctor, type Area, type Finding } from '../../src/checks';
import { DEFAULT_SETTINGS } from '../../src/training';
import { BROKEN } from '../support/broken-costs';
import { BROKEN_TRAININGS, withObjective, type CreateJob } from '../support/broken-trainings';
import { syntheticSet } from '../support/synthetic';

const data = {
  training: syntheticSet({ samples: 300, features: 40, seed: 1 }),
  validation: syntheticSet({ samples: 200, features: 40, seed: 2 }),
};
const settings = { ...DEFAULT_SETTINGS, lambda: 0.1, batchSize: 32 };

/** The full examination of a broken trainer, or of one with a broken classifier. */
async function examine(mistake: string): Promise<Finding[]> {
  const createJob: CreateJob =
    mistake in BROKEN
      ? withObjective(BROKEN[mistake as keyof typeof BROKEN])
      : BROKEN_TRAININGS[mistake];
  const subject = { backend: selectBackend({ backend: 'js' }), data, settings, createJob };
  const findings: Finding[] = [];
  for await (const finding of new Doctor(subject).examine('full')) findings.push(finding);
  return findings;
}

/** Checks of code that a mistake elsewhere doesn't touch. */
const GRADIENT = ['gradient-definition', 'gradient-check', 'penalty-gradient', 'overfit-few'];
const LOSS = ['loss-definition', 'initial-loss', 'large-scores', 'penalty-cost'];
const DATA = ['label-balance', 'constant-features', 'label-signal', 'standardising-vectors'];
const STANDARDISED = ['standardised-training', 'standardised-validation'];
const UPDATE = ['update-step', 'update-epoch'];

/** What finds the mistake first, where, what it says of it, and what has to pass all the same. */
type Case = [mistake: string, check: string, Area, meaning: RegExp, passes: string[]];

const IN_THE_GRADIENT: Case[] = [
  ['sign flipped', 'gradient-definition', 'gradient', /sign is flipped/, ['update-step']],
  ['transposed', 'gradient-definition', 'gradient', /another function/, ['update-step']],
  ['mean forgotten in the gradient', 'gradient-definition', 'gradient', /sum over.*not.*mean/, []],
  ['mean taken twice in the gradient', 'gradient-definition', 'gradient', /0\.00935 times/, []],
  ['gradient halved', 'gradient-definition', 'gradient', /0\.5 times/, ['update-step']],
  ['gradient zero', 'gradient-definition', 'gradient', /0 times/, []],
  ['one derivative wrong', 'gradient-definition', 'gradient', /another function/, ['update-step']],
  [
    'last row left out',
    'gradient-definition',
    'gradient',
    /last row/,
    ['penalty-gradient', 'update-step'],
  ],
  [
    'factor 2 of the penalty dropped',
    'penalty-gradient',
    'regularisation',
    /factor 2 .* dropped/,
    ['gradient-definition', 'update-step', 'overfit-few'],
  ],
  [
    'penalty missing in the gradient',
    'penalty-gradient',
    'regularisation',
    /not 2λ W/,
    ['gradient-definition', 'update-step', 'overfit-few'],
  ],
  [
    'bias penalised in the gradient',
    'penalty-gradient',
    'regularisation',
    /bias is penalised/,
    ['gradient-definition', 'update-step', 'overfit-few'],
  ],
];

const IN_THE_LOSS: Case[] = [
  ['loss in bits', 'loss-definition', 'loss', /1\.44 times/, ['penalty-cost']],
  ['accuracy of the complement', 'loss-definition', 'loss', /accuracy is not/, LOSS.slice(1)],
  ['mean forgotten in the loss', 'loss-definition', 'loss', /sum over.*not.*mean/, []],
  ['maximum not subtracted', 'large-scores', 'loss', /overflows/, [...GRADIENT, 'initial-loss']],
  ['loss of clipped probabilities', 'large-scores', 'loss', /nothing overflows.*clipped/, GRADIENT],
  [
    'bias penalised in the cost',
    'penalty-cost',
    'regularisation',
    /bias is penalised/,
    ['loss-definition', 'gradient-definition', 'penalty-gradient'],
  ],
  [
    'penalty halved in the cost',
    'penalty-cost',
    'regularisation',
    /0\.5 times/,
    ['loss-definition', 'gradient-definition', 'penalty-gradient'],
  ],
];

const TRAINING = 'standardised-training';
const VALIDATION = 'standardised-validation';

const IN_STANDARDISING: Case[] = [
  ['validation data as bytes', VALIDATION, 'standardising', /not standardised at all/, UPDATE],
  ['validation data scaled to [0, 1]', VALIDATION, 'standardising', /not .* at all/, UPDATE],
  ['validation data by their own vectors', VALIDATION, 'standardising', /their own mean/, UPDATE],
  ['training data scaled to [0, 1]', TRAINING, 'standardising', /neither mean nor/, [VALIDATION]],
  ['mean not subtracted', TRAINING, 'standardising', /mean is not subtracted/, [VALIDATION]],
  ['not divided by the deviation', TRAINING, 'standardising', /not divided/, [VALIDATION]],
  ['n − 1 for n', TRAINING, 'standardising', /n − 1 for n/, [VALIDATION]],
  [
    'vectors that are kept wrong',
    'standardising-vectors',
    'standardising',
    /other data/,
    [...STANDARDISED, ...UPDATE],
  ],
];

/** Overfitting takes the same steps. */
const BEFORE_UPDATE = [...STANDARDISED, ...LOSS, ...GRADIENT.slice(0, 3)];

const IN_THE_UPDATE: Case[] = [
  ['update uphill', 'update-step', 'update', /uphill/, BEFORE_UPDATE],
  ['learning rate forgotten', 'update-step', 'update', /is not W ← W − η dW/, BEFORE_UPDATE],
  ['bias not updated', 'update-step', 'update', /is not W ← W − η dW/, BEFORE_UPDATE],
  ['decay applied twice', 'update-step', 'update', /is not W ← W − η dW/, BEFORE_UPDATE],
  ['no update', 'update-step', 'update', /do not move/, BEFORE_UPDATE],
];

const IN_THE_EPOCH: Case[] = [
  ['last mini-batch dropped', 'update-epoch', 'update', /mini-batches/, ['update-step']],
  ['not shuffled', 'update-epoch', 'update', /order of samples/, ['update-step']],
  ['another seed', 'update-epoch', 'update', /initial weights/, ['update-step', 'initial-loss']],
  ['validation curve of the training data', 'curves', 'loss', /other than its set/, UPDATE],
  ['curves before the last step', 'curves', 'loss', /its parameters, at the end/, UPDATE],
  [
    'initial weights 100 times too large',
    'initial-loss',
    'initial weights',
    /./,
    ['loss-definition', 'update-step', ...GRADIENT.slice(0, 3)],
  ],
  [
    'large initial bias of a class',
    'initial-loss',
    'initial weights',
    /knows nothing/,
    ['loss-definition', 'update-step', ...GRADIENT.slice(0, 3)],
  ],
];

for (const [where, cases, alwaysPass] of [
  ['the gradient', IN_THE_GRADIENT, [...DATA, ...STANDARDISED, ...LOSS]],
  ['the loss', IN_THE_LOSS, [...DATA, ...STANDARDISED, ...UPDATE]],
  ['standardising', IN_STANDARDISING, [...DATA.slice(0, 3), 'penalty-gradient', 'update-step']],
  ['the update', IN_THE_UPDATE, DATA],
  ['an epoch and its start', IN_THE_EPOCH, [...DATA, ...STANDARDISED]],
] as const) {
  describe(`the doctor names a mistake in ${where}`, () => {
    for (const [mistake, check, area, meaning, passes] of cases) {
      it(`${mistake}: ${check} fails first`, async () => {
        const findings = await examine(mistake);
        const first = findings.find(({ verdict }) => verdict !== 'passed');
        expect(first).to.include({ check, area, verdict: 'failed' });
        expect(first!.meaning).to.match(meaning);
        const passed = findings.filter(({ verdict }) => verdict === 'passed');
        expect(passed.map((finding) => finding.check)).to.include.members([
          ...alwaysPass,
          ...passes,
        ]);
      });
    }
  });
}

describe('what follows from a mistake', () => {
  const followers: [mistake: string, check: string, seen: RegExp, meaning: RegExp][] = [
    ['sign flipped', 'gradient-check', /0\.00 % by less/, /minus the numerical one/],
    ['transposed', 'gradient-check', /differ by/, /laid out 40×3 instead of 3×40/],
    ['penalty halved in the cost', 'gradient-check', /0\.00 %/, /off by 0\.1 times the weights/],
    ['one derivative wrong', 'gradient-check', /99\.00 % by less/, /do not fit together/],
    ['gradient zero', 'overfit-few', /from 1\.1 to 1\.1 in 1000/, /even learn them by heart/],
    ['sign flipped', 'overfit-few', /from 1\.1 to \d{2}/, /even learn them by heart/],
    ['n − 1 for n', 'loss-definition', /by definition/, /loss is off by -?0\.\d+/],
    ['loss in bits', 'large-scores', /gradient finite/, /nothing overflows/],
    ['decay applied twice', 'update-step', /1 times .* up to 0\.\d+ .* off/, /is not W/],
  ];
  for (const [mistake, check, seen, meaning] of followers) {
    it(`${mistake}: ${check} fails too`, async () => {
      const found = (await examine(mistake)).find((finding) => finding.check === check);
      expect(found).to.include({ verdict: 'failed' });
      expect(found!.seen).to.match(seen);
      expect(found!.meaning).to.match(meaning);
    });
  }

  it('a gradient of zero leaves nothing to tell of the update', async () => {
    const findings = await examine('gradient zero');
    const found = findings.find(({ check }) => check === 'update-step');
    expect(found).to.include({ verdict: 'skipped', seen: 'the gradient is 0' });
  });
});
