import { Resvg } from '@resvg/resvg-js';
import { expect } from 'chai';
import {
  checkFigures,
  confusionDifferenceFigure,
  draw,
  effectsOf,
  epochsStrip,
  exampleFigures,
  overlayFigure,
  sideBySideFigure,
  svgFile,
  templateFigures,
  testFigures,
  type Figure,
} from '../../src/report/figures';
import { groupsThatDifferOnlyIn } from '../../src/report/conclusions/groups';
import { runLabels } from '../../src/report/results/run-labels';
import type { ReportedRun } from '../../src/report';
import { analysisOf, runOf, tested } from '../support/reported-run';

const CLASSES = ['cat', 'dog'];
const URL = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';
const LONG = 'configuration 3, no momentum, constant η, 40 epochs: λ 0.1, η 0.001';

const FINDING = {
  ...{ check: 'label-balance', area: 'labels' as const, verdict: 'passed' as const },
  ...{ seen: '', meaning: '', advice: null, figures: {} },
};

const named = (runs: readonly ReportedRun[]) =>
  runs.map((run, i) => ({ run, label: runLabels(runs)[i] }));
const finished = (changes: Partial<ReportedRun>) =>
  runOf({ costs: [2, 1] }, { test: tested(0.375), analysis: analysisOf(), ...changes });

/** The lines above a figure in its file, by their weight. */
async function headingOf(figure: Figure) {
  const svg = svgFile(await draw(figure));
  const lines = (weight: string) =>
    [...svg.matchAll(/<text x="8" ([^>]*)>([^<]*)<\/text>/g)]
      .filter(([, attributes]) => attributes.includes(`font-weight="${weight}"`))
      .map(([, , text]) => text);
  return { svg, title: lines('bold'), subtitle: lines('normal') };
}

describe('the file of a figure', () => {
  const analysis = analysisOf();
  const pictures = {
    templates: { own: [URL, URL], common: [URL, URL] },
    overEpochs: [0, 1].map((epoch) => ({ epoch, urls: [URL, URL], norm: 1, ranges: [] })),
  };
  const examples = CLASSES.map(() => ({ hits: [], mistakes: [] }));

  it('says what the numbers of a confusion matrix are, and the accuracy', async () => {
    const confusion = testFigures(analysis, CLASSES).find(
      (one) => one.name === 'confusion-matrix',
    )!;
    const { subtitle } = await headingOf(confusion);
    expect(subtitle.join(' ')).to.equal(
      'in % of the true class (row); test accuracy 50.00 % of 10,000',
    );
    const runs = named([finished({}), finished({ configuration: 3, lambda: 0.1 })]);
    const difference = await headingOf(confusionDifferenceFigure(runs, [1, 0], CLASSES));
    expect(difference.title.join(' ')).to.equal(
      'Confusion matrix of configuration 3 minus that of configuration 2',
    );
    expect(difference.subtitle.join(' ')).to.match(/in points .* \+ more often by the first/);
  });

  it('says what the shades of weights stand for', () => {
    const subtitles = [
      ...templateFigures(
        pictures,
        { ...analysis, weights: { norm: 1, largest: 0.012345 } },
        CLASSES,
      ),
      ...epochsStrip(pictures, CLASSES, 'epoch'),
    ].map(({ subtitle }) => subtitle);
    const meaning = 'bright in a colour speaks for the class, dark against it';
    const own = `each picture from its smallest weight (black) to its largest (white); ${meaning}`;
    expect(subtitles).to.deep.equal([
      own,
      `all pictures from −0.0123 (black) to 0.0123 (white), mid-grey is 0; ${meaning}`,
      own,
    ]);
  });

  it('says what the examples are, and what broad bars mean', () => {
    const [hits, mistakes] = exampleFigures(examples, analysis, CLASSES);
    expect(hits.subtitle).to.include('were recognised with the highest probability');
    expect(mistakes.subtitle).to.include('were taken for another');
    const runs = named([finished({}), finished({ configuration: 3, lambda: 0.1 })]);
    const [{ figures }] = effectsOf('lambda', groupsThatDifferOnlyIn('lambda', runs));
    expect(figures[0].subtitle).to.include('broad bars don’t overlap');
  });

  it('has titles that fit, in lines that don’t part λ from its value', async () => {
    const [weights] = templateFigures(pictures, analysis, CLASSES);
    const { svg, title, subtitle } = await headingOf({ ...weights, title: LONG });
    expect(title.length).to.be.above(1);
    expect(title.join(' ')).to.equal(LONG);
    expect(title.filter((line) => /[λη]$/.test(line))).to.deep.equal([]);
    const { width, height } = new Resvg(svg);
    const longest = Math.max(...[...title, ...subtitle].map((line) => line.length));
    expect(longest * 7).to.be.below(width);
    expect(height).to.be.above(17 * (title.length + subtitle.length) + 96);
  });

  it('has plots side by side under titles that don’t reach into the next', () => {
    const runs = named([finished({}), finished({ momentum: 0.9 })]);
    const [title] = runs.map(({ label }) => label.title);
    const { concat } = sideBySideFigure('loss', runs).spec as unknown as {
      concat: { width: number; title: { text: string[] } }[];
    };
    expect(title).to.equal('configuration 2, no momentum: λ 0, η 0.001');
    for (const { width, title } of concat) {
      expect(title.text.length).to.be.above(1);
      for (const line of title.text) expect(8 * line.length).to.be.below(width);
    }
    expect(concat[0].title.text.join(' ')).to.equal(title);
  });

  it('has legends that cut no name', async () => {
    const heavy = { momentum: 0.9, earlyStopping: { patience: 30, metric: 'loss' } as const };
    const runs = named([finished({}), finished({ momentum: 0.9 }), finished(heavy)]);
    const { svg } = await draw(overlayFigure('accuracy', runs));
    expect(svg).to.not.include('…');
    for (const { label } of runs) expect(svg).to.include(`>${label.short}<`);
    expect(runs[2].label.short.length).to.be.above(40);
  });

  it('has the doctor’s columns under names that leave room for one another', () => {
    const named = (...titles: string[]) => {
      const [{ spec, subtitle }] = checkFigures(
        [],
        titles.map((title) => ({ title, findings: [FINDING] })),
      );
      expect(subtitle).to.equal('✓ passed, ! warning, ✗ failed, – skipped');
      const { encoding } = spec as unknown as { encoding: { x: { axis: { labelAngle: number } } } };
      return encoding.x.axis.labelAngle;
    };
    expect(named('data, code', '1', '2', '3', '4')).to.equal(0);
    expect(named('data, code', '1', LONG)).to.equal(-90);
  });
});
