import { expect } from 'chai';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { selectBackend } from '../../src/backend';
import { encodeSafetensors } from '../../src/files';
import {
  readCheckpoint,
  prepareJob,
  writeCheckpoint,
  type Snapshot,
  type TrainingSettings,
} from '../../src/training';
import { failureOf, rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';
import { SMALL, SMALL_SETTINGS, snapshotAfter, STEPS_PER_EPOCH } from '../support/trainings';

const backend = selectBackend({ backend: 'js' });
const { training, validation } = SMALL.bytes;
const data = { training, validation };
const settings: TrainingSettings[] = [
  { ...SMALL_SETTINGS, momentum: 0.9, earlyStopping: { metric: 'loss', patience: 3 } },
  { ...SMALL_SETTINGS, momentum: 0.9, earlyStopping: null, eta: 0.01 },
];

const CYCLE: Record<string, unknown> = {};
CYCLE.itself = CYCLE;

/** A snapshot that can be made to lie. */
type Mutable<Value> = Value extends Float32Array | Float64Array
  ? Value
  : { -readonly [Key in keyof Value]: Mutable<Value[Key]> };
type Lie = (snapshot: Mutable<Snapshot>) => void;

describe('a damaged checkpoint', () => {
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder(), name);
  let snapshot: Snapshot;
  let bytes: Buffer;
  before(async () => {
    snapshot = await snapshotAfter(backend, data, settings, { steps: 2 * STEPS_PER_EPOCH + 3 });
  });
  beforeEach(async () => {
    await writeCheckpoint(at('whole'), snapshot);
    bytes = readFileSync(at('whole'));
  });

  /** The message of a file that can't be read, which names it. */
  async function refusal(content: Uint8Array): Promise<string> {
    writeFileSync(at('file'), content);
    const said = await rejection(() => readCheckpoint(at('file')), 'FILE_INVALID');
    expect(said.startsWith(`${at('file')}: `), said).to.equal(true);
    return said.slice(at('file').length + 2);
  }

  it('is none as it was written', async () => {
    expect(await readCheckpoint(at('whole'))).to.deep.equal(snapshot);
  });

  it('is refused at whatever length it was cut off', async () => {
    const lengths = [0, 1, 7, 8, 9, 10, 100, bytes.length - 1];
    for (let length = 11; length < bytes.length; length += 37) lengths.push(length);
    for (const length of lengths) {
      expect(await refusal(bytes.subarray(0, length))).to.match(
        /^expected a safetensors file, got/,
      );
    }
    expect(await refusal(Buffer.concat([bytes, Buffer.of(0)]))).to.match(/got tensors of/);
  });

  it('is refused whichever byte was changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (place, flip) => {
          const others = Buffer.from(bytes);
          others[place] ^= flip;
          // JSON may be written in more than one way: a space of the header's end may be a tab.
          if (bytes[place] === 0x20 && '\t\n\r'.includes(String.fromCharCode(others[place])))
            return;
          await refusal(others);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is refused when it is another file', async () => {
    const tensors = { weights: { shape: [2], values: Float32Array.of(1, 2) } };
    const file = (metadata: Record<string, string>): Buffer =>
      Buffer.concat(encodeSafetensors({ tensors, metadata }));
    expect(await refusal(file({}))).to.equal('expected a checkpoint of onelayer, got another file');
    expect(await refusal(file({ format: 'pt' }))).to.match(/^expected a checkpoint of onelayer/);
    const format = 'onelayer checkpoint';
    expect(await refusal(file({ format }))).to.match(/its SHA-256 sum is another$/);
    expect(await refusal(Buffer.from('{"some": "JSON"}'))).to.match(/a safetensors file/);
  });

  it('is refused when its state is none, whatever its sum says', async () => {
    const file = (state: string): Buffer => {
      const sha256 = createHash('sha256').update(state).digest('hex');
      const metadata = { format: 'onelayer checkpoint', state, sha256 };
      return Buffer.concat(encodeSafetensors({ tensors: {}, metadata }));
    };
    expect(await refusal(file('nonsense'))).to.equal(
      'expected the state of a training, got no JSON',
    );
    for (const state of ['', 'null', '3', '[]', '{}', '{"version":2}', '{"__proto__":{}}']) {
      expect(await refusal(file(state))).to.match(/^expected /);
    }
  });

  it('is refused when it is a folder, or is not there', async () => {
    mkdirSync(at('folder'));
    spawnSync('mkfifo', [at('pipe')]);
    const read = (name: string) => rejection(() => readCheckpoint(at(name)), 'FILE_INVALID');
    expect(await read('folder')).to.match(/folder can't be read: /);
    expect(await read('pipe')).to.match(/pipe can't be read: it is (no file|not there)$/);
    expect(await read('missing')).to.equal(`${at('missing')} can't be read: it is not there`);
  });

  const lies: [string, Lie, RegExp][] = [
    ['a run too few', (s) => s.runs.pop(), /a run for each setting|runs: expected 2, got 1/],
    ['a run too many', (s) => s.runs.push(s.runs[0]), /a run for each setting/],
    ['no settings', (s) => (s.identity.settings = []), /identity.settings/],
    ['other epochs in a run', (s) => (s.identity.settings[1].epochs = 9), /epochs of run 1/],
    ['an unknown setting', (s) => Object.assign(s.identity.settings[0], { x: 1 }), /settings.0/],
    [
      'progress beyond the epochs',
      (s) => (s.progress.epoch = 5),
      /progress.epoch: .* most 4, got 5/,
    ],
    ['progress that is negative', (s) => (s.progress.step = -1), /progress.step/],
    ['progress of a fraction', (s) => (s.progress.step = 0.5), /progress.step/],
    [
      'fewer epochs than its history',
      (s) => (s.progress.epoch = 1),
      /history: .*expected 1, got 2/,
    ],
    ['more epochs than its history', (s) => (s.progress.epoch = 3), /history: .*expected 3, got 2/],
    [
      'epochs out of order',
      (s) => s.runs[1].history.reverse(),
      /history.0.epoch: expected 1, got 2/,
    ],
    ['a best epoch that does not exist', (s) => (s.runs[0].best!.epoch = 9), /best.epoch/],
    [
      'a best epoch that is not the best',
      (s) => (s.runs[0].best!.epoch = 1),
      /best.epoch: .*got 1/,
    ],
    ['a best value that was none', (s) => (s.runs[0].best!.value = 0), /best.value/],
    ['no best epoch', (s) => (s.runs[0].best = null), /best.epoch: expected \d, got undefined/],
    [
      'an end that was none',
      (s) => (s.runs[0].hasEnded = true),
      /hasEnded: expected false, got true/,
    ],
    [
      'an end without early stopping',
      (s) => (s.runs[1].hasEnded = true),
      /hasEnded: expected false/,
    ],
    [
      'no validation in an epoch',
      (s) => (s.runs[1].history[0].validation = null),
      /history.0.validation: whether there is one: expected true/,
    ],
    [
      'no validation in its data',
      (s) => (s.identity.data.validation = null),
      /history.0.validation/,
    ],
    ['other classes', (s) => (s.shape.classes = 4), /parameters: 28 numbers of float32/],
    ['other features', (s) => (s.shape.features = 5), /parameters: 18 numbers of float32/],
    [
      'another product of the same length',
      (s) => (s.shape = { classes: 1, features: 20 }),
      /predicted/,
    ],
    ['features beyond measure', (s) => (s.shape.features = 2 ** 52), /parameters: .* numbers/],
    [
      'parameters that are too short',
      (s) => (s.runs[0].parameters = s.runs[0].parameters.slice(1)),
      /runs.0.parameters: 21 numbers of float32/,
    ],
    [
      'parameters of another dtype',
      (s) => (s.runs[0].parameters = Float64Array.from(s.runs[0].parameters)),
      /runs.0.parameters: 21 numbers of float32/,
    ],
    [
      'a generator of another kind',
      (s) => (s.runs[0].generator.bit_generator = 'MT' as never),
      /bit_g/,
    ],
    [
      'a generator that can not be',
      (s) => (s.runs[0].generator.state.state = '-1'),
      /runs.0.generator: state.state.state: expected/,
    ],
    [
      'an even increment',
      (s) => (s.runs[0].generator.state.inc = '2'),
      /state.state.inc: expected an odd/,
    ],
    [
      'a last step that is no number',
      (s) => (s.runs[0].lastStepNorm = 'x' as never),
      /lastStepNorm/,
    ],
    [
      'an unknown setting of a hostile name',
      (s) => Object.assign(s.identity.settings[1], { [`a\n${'b'.repeat(1e5)}`]: 1 }),
      /settings\.1: unknown key "a\\nb{55}\.{3}"$/,
    ],
    [
      'arithmetic of two lines',
      (s) => (s.identity.arithmetic = 'plain\nJavaScript'),
      /identity.arithmetic/,
    ],
    [
      'an endless shape',
      (s) => (s.identity.data.training.shape = 'x'.repeat(1e6)),
      /identity.data.training.shape/,
    ],
    ['a hash that is none', (s) => (s.identity.data.training.sha256 = 'x'), /data.training.sha256/],
    ['tiles of no rows', (s) => (s.identity.plan.tileRows = 0), /plan.tileRows/],
  ];
  for (const [title, lie, message] of lies) {
    it(`is refused when it has ${title}`, async () => {
      const liar = structuredClone(snapshot) as Mutable<Snapshot>;
      lie(liar);
      await writeCheckpoint(at('liar'), liar);
      const said = await refusal(readFileSync(at('liar')));
      expect(said).to.match(message).and.not.match(/\n/);
    });
  }

  const none: [string, unknown, string][] = [
    ['null', null, 'got null'],
    ['text', 'run.ckpt', 'got "run.ckpt"'],
    ['an empty object', {}, 'got an object of type Object'],
    ['one without runs', { runs: null }, 'got an object of type Object'],
    ['one of another version of progress', { progress: 3 }, 'of a training (progress: '],
    ['an object that is its own part', { identity: CYCLE }, 'got an object of type Object'],
  ];
  for (const [title, value, message] of none) {
    it(`is refused when it is no snapshot at all: ${title}`, async () => {
      const isPart = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
      const resume = (isPart ? { ...snapshot, ...value } : value) as Snapshot;
      const error = await failureOf(prepareJob(backend, data, settings, { resume }));
      expect(error).to.be.instanceOf(TypeError).and.include({ code: 'INVALID_ARGUMENT' });
      expect(error!.message).to.match(/^resume: expected a snapshot of a training/);
      expect(error!.message).to.include(message);
    });
  }

  it('is refused when it has arrays that are none, as a snapshot', async () => {
    const [first, second] = snapshot.runs;
    const broken = [
      { ...first, parameters: [...first.parameters] },
      { ...first, state: { velocity: undefined } },
      { ...first, best: { epoch: 1, value: 1 } },
      { ...first, parameters: Float64Array.from(first.parameters) },
    ];
    for (const run of broken) {
      const resume = { ...snapshot, runs: [run, second] } as unknown as Snapshot;
      const error = await failureOf(prepareJob(backend, data, settings, { resume }));
      const expected =
        /^resume\.runs\[0\](: expected a Float32Array|\.state: expected tensors by name), got /;
      expect(error?.message).to.match(expected);
    }
  });

  it('is refused when it does not fit the training that goes on with it', async () => {
    const begin = (resume: Snapshot) =>
      rejection(() => prepareJob(backend, data, settings, { resume }), 'FILE_INVALID');
    const step = STEPS_PER_EPOCH + 1;
    expect(await begin({ ...snapshot, progress: { epoch: 2, step } })).to.equal(
      'resume: progress.step: expected at most 5, got 6',
    );
    const stateless = snapshot.runs.map((run) => ({ ...run, state: {} }));
    expect(await begin({ ...snapshot, runs: stateless })).to.equal(
      'resume: runs.0.state: its tensors: expected "velocity", got ""',
    );
    const [first, second] = snapshot.runs;
    const short = { ...second, state: { velocity: second.state.velocity.slice(1) } };
    expect(await begin({ ...snapshot, runs: [first, short] })).to.equal(
      'resume: runs.1.state.velocity: its numbers: expected 21, got 20',
    );
    expect(await begin({ ...snapshot, runs: snapshot.runs.slice(1) })).to.equal(
      'resume: runs: expected 2, got 1',
    );
    // K (d + 1) is the same: the arrays are as long as they must be.
    const other = { classes: 7, features: 2 };
    const runs = snapshot.runs.map((run) => ({
      ...run,
      history: run.history.map((epoch) => ({
        ...epoch,
        outputs: { ...epoch.outputs, predicted: new Array<number>(7).fill(0) },
      })),
    }));
    expect(await begin({ ...snapshot, shape: other, runs })).to.equal(
      'resume: shape.classes: expected 3, got 7',
    );
  });
});
