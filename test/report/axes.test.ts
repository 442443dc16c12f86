import { expect } from 'chai';
import { groupsThatDifferOnlyIn } from '../../src/report/conclusions/groups';
import {
  curveFigure,
  draw,
  effectsOf,
  METRICS,
  normFigure,
  overlayFigure,
  sideBySideFigure,
  type Figure,
} from '../../src/report/figures';
import { runLabels } from '../../src/report/results/run-labels';
import type { ReportedRun } from '../../src/report';
import { analysisOf, historyOf, runOf, tested } from '../support/reported-run';

/** The texts of the ticks at each axis of a figure, the lower axis first. */
async function ticksOf(figure: Figure): Promise<string[][]> {
  const { svg } = await draw(figure);
  const [, ...axes] = svg.split('role-axis-label"');
  return axes.map((axis) =>
    [...axis.split('</g>')[0].matchAll(/<text[^>]*>([^<]+)<\/text>/g)].map(([, text]) => text),
  );
}

const named = (runs: readonly ReportedRun[]) =>
  runs.map((run, i) => ({
    from: '',
    run,
    label: runLabels(runs)[i],
    saved: null,
    savedPatches: null,
    image: null,
    reported: null,
  }));

/** A finished run from a first to a last training accuracy and loss; validation is 0.1 points apart. */
function ran(accuracies: readonly [number, number], losses: readonly [number, number]) {
  const history = historyOf({ costs: losses }).map((epoch, i) => ({
    ...epoch,
    train: { ...epoch.train, accuracy: accuracies[i] },
    validation: { loss: losses[i], cost: losses[i], accuracy: accuracies[i] - 0.001 },
    weightNorm: [0.3, 1000][i],
  }));
  return runOf({ costs: [] }, { history, test: tested(0.375), analysis: analysisOf() });
}

/** Runs along λ whose gaps and ‖W‖ are given. */
function alongLambda(gaps: readonly number[], norms: readonly number[]): Figure[] {
  const runs = gaps.map((gap, i) => {
    const lambda = 0.01 * 30 ** i;
    const curves = { costs: [2, 1], accuracies: [0.25 + gap, 0.25] as const };
    const analysis = analysisOf({ norm: norms[i] });
    return runOf(curves, { configuration: null, lambda, test: tested(0.375), analysis });
  });
  return effectsOf('lambda', groupsThatDifferOnlyIn('lambda', named(runs))).flatMap(
    ({ figures }) => figures,
  );
}

describe('the numbers at axes', () => {
  it('have the digits that tell ticks apart, per cent and others', async () => {
    const runs = named([
      ran([0.366, 0.388], [1.8504, 1.8501]),
      ran([0.37, 0.38], [1.8503, 1.8502]),
    ]);
    const figures = METRICS.flatMap((metric) => [
      curveFigure(metric, runs[0]),
      overlayFigure(metric, runs),
      sideBySideFigure(metric, runs),
    ]);
    for (const figure of figures) {
      const axes = await ticksOf(figure);
      expect(axes.length, figure.name).to.be.at.least(2);
      for (const texts of axes) {
        expect(texts.length, figure.name).to.be.at.least(2);
        expect(new Set(texts).size, `${figure.name}: ${texts.join()}`).to.equal(texts.length);
      }
    }
    const [, accuracies] = await ticksOf(overlayFigure('accuracy', runs));
    expect(accuracies).to.include.members(['37.0 %', '37.5 %', '38.0 %']);
    expect((await ticksOf(overlayFigure('loss', runs)))[1]).to.include('1.8502');
  });

  it('are whole per cent where that is enough', async () => {
    const runs = named([ran([0.2, 0.6], [2, 1]), ran([0.2, 0.6], [2, 1])]);
    const [, texts] = await ticksOf(overlayFigure('accuracy', runs));
    expect(texts).to.include.members(['20 %', '40 %', '60 %']);
  });

  it('are written out: no 1e+1 for 10', async () => {
    const [, gap, norm] = await Promise.all(alongLambda([0.0915, 0.048], [10, 1000]).map(ticksOf));
    expect(gap[1]).to.deep.equal(['0', '2', '4', '6', '8', '10']);
    expect(norm[1]).to.deep.equal(['0', '200', '400', '600', '800', '1000']);
    const [overEpochs] = normFigure(named([ran([0.4, 0.5], [2, 1])]));
    expect((await ticksOf(overEpochs))[1]).to.include.members(['1', '10', '100', '1000']);
  });

  it('are written out on a logarithmic axis, and as powers of ten where they are huge', async () => {
    const far = named([ran([0.4, 0.5], [2, 1]), ran([0.3, 0.3], [2e4, 9e4])]);
    const [, texts] = await ticksOf(sideBySideFigure('loss', far));
    expect(texts.filter((text) => text !== '')).to.satisfy((all: string[]) =>
      all.every((text) => /^\d+$/.test(text)),
    );
    const diverging = named([ran([0.4, 0.5], [1, 1e38])]);
    expect((await ticksOf(curveFigure('loss', diverging[0])))[1]).to.include('2e+37');
  });
});
