import { expect } from 'chai';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { LiveRecorder } from '../../src/live';
import { JOURNAL, type JournalLine } from '../../src/live/journal/form';
import { JournalTail } from '../../src/live/journal/tail';
import { Pace } from '../../src/live/pace';
import { ask } from '../../src/live/requests';
import { historyOf } from '../support/reported-run';
import { temporaryFolder } from '../support/temporary-folder';

const RUN = { slug: 'run', title: 'λ 0', settings: {}, epochs: 3 };

async function readOn(tail: JournalTail): Promise<string[]> {
  const kinds: string[] = [];
  for await (const { kind } of tail.more()) kinds.push(kind);
  return kinds;
}

describe('the journal of a training', () => {
  const folder = temporaryFolder();
  const file = (): string => path.join(folder(), JOURNAL);
  const lines = (): JournalLine[] =>
    readFileSync(file(), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as JournalLine);
  const begin = (notes: string[] = []): LiveRecorder =>
    new LiveRecorder(folder(), 'onelayer train', (message) => notes.push(message));

  it('has what happens, and its end', async () => {
    const recorder = begin();
    recorder.runs([RUN]);
    for (const record of historyOf({ costs: [2, NaN] })) recorder.epoch(0, record);
    recorder.progress('epoch', 2, 3);
    recorder.weights(2, [{ weights: Float64Array.of(1, 2) }]);
    await recorder.end('finished', null);
    expect(lines().map(({ kind }) => kind)).to.deep.equal([
      ...['start', 'runs', 'epoch', 'epoch', 'progress', 'weights', 'ended'],
    ]);
    const weights = readFileSync(path.join(folder(), 'live', 'run.f32'));
    expect([weights.readFloatLE(0), weights.readFloatLE(4), weights.length]).to.eql([1, 2, 8]);
    // A training after it begins anew, in the same file.
    await begin().end('failed', null);
    expect(lines().at(-2)?.kind).to.equal('start');
  });

  it('of a training that runs is no other one’s; of one that was killed it is', async () => {
    const recorder = begin();
    expect(() => begin()).to.throw(/live\.jsonl is written by a training that still runs/);
    await recorder.end('finished', null);
    const start = { ...lines()[0], process: { host: '', machine: '', pid: 1, began: null } };
    writeFileSync(file(), `${JSON.stringify(start)}\n{"kind":"epo`);
    expect(() => begin()).to.throw(/process 1\)/);
    const gone = readFileSync(file(), 'utf8').replace('"time":', '"was":');
    writeFileSync(file(), gone.replace('"kind":"start"', '"kind":"none"'));
    const next = begin();
    next.takes('stop');
    await next.end('finished', null);
    const tail = new JournalTail(file());
    expect(await readOn(tail)).to.deep.equal(['none', 'start', 'takes', 'ended']);
  });

  it('that can’t be written any more is told once, and disturbs nobody', async () => {
    const notes: string[] = [];
    const recorder = begin(notes);
    rmSync(folder(), { recursive: true });
    recorder.runs([RUN]);
    recorder.weights(1, [{ weights: Float32Array.of(1) }]);
    await new Promise((resolve) => setTimeout(resolve, 400));
    recorder.takes('stop');
    expect(recorder.asked()).to.deep.equal([]);
    await recorder.end('finished', null);
    expect(notes).to.have.length(1);
    expect(notes[0]).to.match(/^the live page gets nothing new: .*live\.jsonl can't be written/);
    mkdirSync(folder());
  });

  it('takes requests once, and none from before', async () => {
    mkdirSync(path.join(folder(), 'live'));
    ask(folder(), 'stop');
    const recorder = begin();
    ask(folder(), 'checkpoint');
    expect(recorder.asked()).to.deep.equal(['checkpoint']);
    expect(existsSync(path.join(folder(), 'live', 'checkpoint.request'))).to.equal(false);
    // It looks again a quarter of a second later.
    ask(folder(), 'stop');
    expect(recorder.asked()).to.deep.equal([]);
    await recorder.end('asked', null);
  });

  it('is read on as it grows: whole lines, whatever else is there, and another file anew', async () => {
    const tail = new JournalTail(file());
    expect(await readOn(tail)).to.deep.equal([]);
    writeFileSync(file(), '\n{"kind":"a"}\nrubbish\n[]\n{"kind":"b"');
    expect(await readOn(tail)).to.deep.equal(['a']);
    appendFileSync(file(), '}\n{"kind":"c"}\n');
    expect(await readOn(tail)).to.deep.equal(['b', 'c']);
    expect(await readOn(tail)).to.deep.equal([]);
    // Longer than what is read at once.
    appendFileSync(file(), `{"kind":"d","text":"${'x'.repeat(1e6)}"}\n{"kind":"e"}\n`);
    expect(await readOn(tail)).to.deep.equal(['d', 'e']);
    writeFileSync(file(), '{"kind":"f"}\n');
    expect(await readOn(tail)).to.deep.equal(['f']);
  });

  it('has some thousand lines on progress after hours, and the rate since the unit began', () => {
    let now = 0;
    const pace = new Pace(() => now);
    let written = 0;
    for (; now < 10 * 3_600_000; now += 50) {
      const known = pace.of('epoch', 5 + now / 1000, 1e5);
      if (known === null) continue;
      written++;
      if (now > 0) expect(known.rate).to.be.closeTo(1, 1e-9);
    }
    expect(written).to.be.within(5000, 12_000);
    expect(pace.of('trial', 0, 10)?.rate).to.equal(null);
  });
});
