import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compared } from '../../benchmarks/fit/comparison';
import { readKeptSets } from '../../benchmarks/fit/kept';
import { findPythonLibrary } from '../../benchmarks/harness/python';
import { describeWithAddon } from '../support/addon';
import { describeWithCifar10 } from '../support/cifar10';
import { startScript, type Outcome } from '../support/run-bin';
import { temporaryFolder } from '../support/temporary-folder';

const NO_PYTHON = path.join(__dirname, 'no-such-python');

const start = (name: string, ...args: string[]) =>
  startScript(`benchmarks/${name}.ts`, args, { ONELAYER_BENCH_PYTHON: NO_PYTHON });

interface Written {
  readonly machine: { readonly cores: number; readonly node: string };
}

/** Reads what a command wrote, and sees that its pictures were drawn. */
function written(folder: string, markdown: string, json: string): Written {
  const text = readFileSync(path.join(folder, markdown), 'utf8');
  const pictures = [...text.matchAll(/\]\((\S+\.svg)\)/g)].map(([, file]) => file);
  expect(pictures).not.to.be.empty;
  for (const picture of pictures) {
    expect(readFileSync(path.join(folder, picture), 'utf8')).to.match(/^<svg[^]*<path/);
    expect(existsSync(path.join(folder, picture.replace('.svg', '.png')))).to.equal(true);
  }
  const others = readdirSync(folder).filter((file) => !/\.(md|json|svg|png)$/.test(file));
  expect(others.filter((file) => file !== 'measured')).to.deep.equal([]);
  return JSON.parse(readFileSync(path.join(folder, json), 'utf8')) as Written;
}

describeWithAddon('the benchmark commands', () => {
  const folder = temporaryFolder();

  const wrong: [string, string, string[], RegExp][] = [
    ['an unknown option', 'bench', ['--peer'], /^error: unknown option '--peer'/],
    [
      'no rounds',
      'bench',
      ['--rounds', '0'],
      /^error: --rounds: expected a positive integer, got 0/,
    ],
    [
      'unknown instructions',
      'bench',
      ['--instructions', 'mmx'],
      /^error: --instructions: expected avx512 or avx2 or .*, got "mmx"/,
    ],
    ['no time', 'growth', ['--minutes', 'x'], /^error: --minutes: expected .* above 0, got "x"/],
    ['an extra argument', 'growth', ['more'], /^error: too many arguments/],
  ];
  for (const [title, name, args, message] of wrong) {
    it(`${name} refuses ${title} with exit code 2`, async () => {
      const { code, stderr } = await start(name, ...args).outcome;
      expect(code).to.equal(2);
      expect(stderr).to.match(message);
    });
  }

  it('growth measures each size on each number of threads', async function () {
    this.timeout(300_000);
    const outcome = await start('growth', '--quick', '--no-numpy', '--out', folder()).outcome;
    expectDone(outcome);
    const { points } = written(folder(), 'GROWTH.md', 'growth.json') as Written & {
      points: { seconds: number; numpySeconds: number | null; rate: number }[];
    };
    expect(points.length % 5).to.equal(0);
    for (const { seconds, numpySeconds, rate } of points) {
      expect(seconds).to.be.within(1e-9, 10);
      expect(rate).to.be.above(1e6);
      expect(numpySeconds).to.equal(null);
    }
  });

  it('prediction compares predictions, times and writes', async function () {
    this.timeout(120_000);
    expectDone(await start('prediction', '--quick', '--out', folder()).outcome);
    expect(readFileSync(path.join(folder(), 'PREDICTION.md'), 'utf8')).to.match(
      /\| ONNX Runtime, WebAssembly +\|/,
    );
    const { results } = JSON.parse(
      readFileSync(path.join(folder(), 'prediction.json'), 'utf8'),
    ) as { results: { name: string; seconds: number[] }[] };
    expect(results.length).to.be.at.least(4);
    for (const { name, seconds } of results) {
      for (const own of seconds) expect(own, name).to.be.within(1e-9, 1);
    }
  });

  it('sweep prints how it compares with single trainings', async function () {
    this.timeout(120_000);
    const outcome = await start('sweep', '--quick').outcome;
    expect(outcome.code, outcome.stderr).to.equal(0);
    expect(outcome.stdout).to.match(/^1 thread\(s\), round 1: 32 settings in [\d.]+ s, /m);
  });

  it('optimum has every fit judged, and times it', async function () {
    this.timeout(300_000);
    const { signal } = new AbortController();
    if ((await findPythonLibrary('numpy', signal)) === null) this.skip();
    const outcome = await start('optimum', '--quick', '--out', folder()).outcome;
    expectDone(outcome);
    const text = readFileSync(path.join(folder(), 'OPTIMUM.md'), 'utf8');
    expect(text).to.match(/\| synthetic, d 8, K 3, λ 0.01 +\|/);
    const { points } = JSON.parse(readFileSync(path.join(folder(), 'optimum.json'), 'utf8')) as {
      points: { own: { seconds: number; relativeGap: number } }[];
    };
    expect(points.length).to.be.at.least(2);
    for (const { own } of points) {
      expect(own.seconds).to.be.within(1e-4, 60);
      expect(own.relativeGap).to.be.within(0, 1e-6);
    }
  });

  it('fit compares accuracy and time with scikit-learn', async function () {
    this.timeout(300_000);
    const { signal } = new AbortController();
    if ((await findPythonLibrary('sklearn', signal)) === null) this.skip();
    const data = path.join(folder(), 'data of its own');
    expectDone(await start('fit', '--quick', '--data', data, '--out', folder()).outcome);
    const text = readFileSync(path.join(folder(), 'FIT.md'), 'utf8');
    expect(text).to.match(/\| wine +\| +1 \| +45 \| +(9|100).*\| +yes \|/);
    const kept = readKeptSets(folder());
    expect(Object.keys(kept)).to.deep.equal(['iris', 'wine']);
    for (const measured of Object.values(kept)) {
      const { seconds, accuracy } = compared(measured!);
      expect(seconds.share).to.be.within(1e-3, 10);
      expect(accuracy.own).to.be.above(0.9);
    }
  });

  it('growth ends on Ctrl-C, and its children with it', async function () {
    this.timeout(120_000);
    const running = start('growth', '--no-numpy', '--out', folder());
    await running.said(/shapes 0\//);
    running.child.kill('SIGINT');
    const { code, stderr } = await running.outcome;
    expect(code).to.equal(130);
    expect(stderr).not.to.include('Error');
  });

  describeWithCifar10('on CIFAR-10', () => {
    it('bench checks, times and writes', async function () {
      this.timeout(600_000);
      const outcome = await start('bench', '--quick', '--out', folder()).outcome;
      expectDone(outcome);
      expect(outcome.stdout).to.match(/onelayer, 1 thread, float32 .*\d %/);
      const { machine, measured } = written(folder(), 'RESULTS.md', 'results.json') as Written & {
        measured: { id: string; rounds: unknown[] }[];
      };
      expect(machine.node).to.equal(process.version);
      const [kept] = readdirSync(path.join(folder(), 'measured'));
      const { medians } = JSON.parse(
        readFileSync(path.join(folder(), 'measured', kept), 'utf8'),
      ) as { medians: Record<string, Record<string, number>> };
      expect(medians['whole native 1'].seconds).to.be.within(0.1, 600);
      expect(medians['whole native 1'].peakMemory).to.be.above(50e6);
      for (const { id, rounds } of measured) expect(rounds, id).not.to.be.empty;
    });
  });
});

function expectDone({ code, stderr }: Outcome): void {
  expect(stderr).not.to.match(/\berror\b/i);
  expect(code).to.equal(0);
}
