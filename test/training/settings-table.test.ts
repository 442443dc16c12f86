import { Command } from '@commander-js/extra-typings';
import { expect } from 'chai';
import { z } from 'zod';
import { assertPositive } from '../../src/errors';
import { addSettings, settingsGiven } from '../../src/cli/runs/setting-options';
import {
  assertSettings,
  assertShared,
  DEFAULT_SETTINGS,
  defaultsOf,
  describeExtensions,
  differences,
  EXTENSIONS,
  positive,
  SETTINGS,
  settingsOf,
  wholeSettings,
  withoutDefaults,
  type Setting,
} from '../../src/training';
import { stateForm } from '../../src/training/checkpoint/form';

/** A made-up setting. */
const tempo: Setting<number> = {
  default: 120,
  scope: 'shared',
  check: (name, value) => assertPositive(name, value),
  form: (zod) => zod.number().positive(),
  options: [{ flags: '--tempo <beats>', words: 'beats per minute', parse: positive, default: 120 }],
  words: (value) => `tempo ${value}`,
};

const table = { ...SETTINGS, tempo };
const training = { samples: 100, classes: ['a', 'b'] };
const faster = { ...DEFAULT_SETTINGS, tempo: 180 };

describe('a setting that is added to the table', () => {
  it('has its default, and can be given', () => {
    expect(defaultsOf(table)).to.include({ tempo: 120, eta: 0.001 });
    expect(wholeSettings({ eta: 0.1 }, table)).to.include({ tempo: 120, eta: 0.1 });
    expect(settingsOf({ ...faster, history: [] }, table)).to.deep.equal(faster);
  });

  it('is checked, and known among the keys', () => {
    expect(() => assertSettings(faster, training, table)).to.not.throw();
    const wrong = { ...faster, tempo: 0 };
    expect(() => assertSettings(wrong, training, table)).to.throw(/^tempo: expected .*, got 0$/);
    expect(() => assertSettings(faster, training)).to.throw(/^settings: .*, got "tempo"$/);
  });

  it('must be shared by runs that are trained together', () => {
    expect(() => assertShared([DEFAULT_SETTINGS, faster], table)).to.throw(
      RangeError,
      /^settings\[1\]\.tempo: expected 120, got 180$/,
    );
    const free = { ...table, tempo: { ...tempo, scope: 'run' as const } };
    expect(() => assertShared([DEFAULT_SETTINGS, faster], free)).to.not.throw();
  });

  it('tells runs apart, and is said', () => {
    expect(differences({ ...faster, lambda: 1 }, DEFAULT_SETTINGS, table)).to.deep.equal([
      'lambda',
      'tempo',
    ]);
    const extensions = { ...EXTENSIONS, tempo };
    expect(withoutDefaults(faster, extensions)).to.deep.equal({ tempo: 180 });
    expect(describeExtensions(faster, extensions)).to.deep.equal(['tempo 180']);
    expect(describeExtensions({ ...faster, tempo: 120 }, extensions)).to.deep.equal([]);
  });

  it('is an option of the command line', () => {
    const given = (...argv: string[]): unknown => {
      const program = new Command('train').exitOverride();
      addSettings(program, table);
      return settingsGiven(program.parse(argv, { from: 'user' }).opts(), table).tempo;
    };
    expect(given()).to.equal(120);
    expect(given('--tempo', '90')).to.equal(90);
    expect(() => given('--tempo', 'fast')).to.throw(/^--tempo: expected .*, got "fast"$/);
  });

  it('is part of checkpoints, where old ones have its default', () => {
    const form = stateForm(table) as unknown as z.ZodObject;
    const { settings } = (form.shape.identity as z.ZodObject).shape;
    const read = (own: object): unknown =>
      z.array(z.looseObject({})).parse((settings as z.ZodType).parse([own]));
    const whole = wholeSettings({}, SETTINGS);
    expect(read(whole)).to.deep.equal([{ ...whole, tempo: 120 }]);
    expect(read({ ...whole, tempo: 90 })).to.deep.equal([{ ...whole, tempo: 90 }]);
    expect(() => read({ ...whole, tempo: 'fast' })).to.throw();
  });
});

describe('settings', () => {
  it('are the same whether defaults within them are given or not', () => {
    const bare = { earlyStopping: { patience: 3 }, schedule: { kind: 'cosine' } };
    const full = {
      schedule: { minimum: 0, kind: 'cosine' },
      earlyStopping: { metric: 'accuracy', minimumDelta: 0, patience: 3 },
    };
    expect(differences(bare, full)).to.deep.equal([]);
    expect(differences(bare, { ...full, earlyStopping: { patience: 4 } })).to.deep.equal([
      'earlyStopping',
    ]);
  });

  const shared: [string, unknown][] = Object.entries({
    ...{ epochs: 4, batchSize: 50, seed: 43, shuffle: false, dtype: 'float64' },
    ...{ loss: 'hinge', labelSmoothing: 0.1, momentum: 0.9, nesterov: true },
    ...{ classWeights: [1, 2, 3], standardise: false, horizontalFlips: true },
  });
  for (const [name, value] of shared) {
    it(`that are shared may not differ: ${name}`, () => {
      const message = `settings[1].${name}: expected`;
      const other = { ...DEFAULT_SETTINGS, [name]: value };
      expect(() => assertShared([DEFAULT_SETTINGS, other])).to.throw(RangeError, message);
    });
  }

  it('of runs may differ, all of them', () => {
    const own = {
      lambda: 1,
      eta: 0.1,
      schedule: { kind: 'cosine' },
      earlyStopping: { patience: 1 },
    };
    expect(() => assertShared([DEFAULT_SETTINGS, { ...DEFAULT_SETTINGS, ...own }])).to.not.throw();
    const names = Object.entries(SETTINGS).filter(([, { scope }]) => scope === 'run');
    expect(names.map(([name]) => name).sort()).to.deep.equal(Object.keys(own).sort());
  });
});
