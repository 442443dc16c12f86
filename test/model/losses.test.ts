import { expect } from 'chai';
import ts from 'typescript';
import { assertSound } from '../../src/exchange/sound';
import { encodeOnnx } from '../../src/exchange/onnx/encode-onnx';
import { guessing } from '../../src/checks/watch/history';
import { axisOf } from '../../src/report/figures/curve-parts';
import {
  assertLabelSmoothing,
  LOSS_FUNCTIONS,
  LOSSES,
  toProbabilities,
  type Loss,
  type LossFunction,
} from '../../src/model';
import { DEFAULT_SETTINGS } from '../../src/training';
import { sourceFiles, textOf } from '../support/sources';
import { fitTemperature } from '../support/fit-temperature';
import { smallModel } from '../support/models';

/** A made-up loss, which differs from the others in all its properties. */
const MADE_UP: LossFunction = {
  ...LOSS_FUNCTIONS.hinge,
  name: 'made-up',
  hasTargets: false,
  unit: 'volts',
  atZeroScores: (K) => 100 * K,
  link: {
    toProbabilities: (S) => S.fill(0.25),
    opposite: 0,
    slope: (_, beta) => beta - 0.5,
    onnx: { operator: 'HardSigmoid', attributes: {} },
  },
};
const madeUp = 'made-up' as Loss;
const table = LOSS_FUNCTIONS as Record<string, LossFunction>;

describe('the table of losses', () => {
  for (const loss of LOSSES) {
    it(`has the ${loss} loss of scores that are all 0`, () => {
      for (const classes of [2, 3, 10]) {
        const rows = { S: new Float64Array(classes), y: Uint16Array.of(1), weights: null };
        let seen = NaN;
        const metrics = { add: (value: number) => (seen = value) };
        LOSS_FUNCTIONS[loss].evaluate({ ...rows, rows: 1, classes }, 0, metrics as never);
        expect(seen).to.be.closeTo(LOSS_FUNCTIONS[loss].atZeroScores(classes), 1e-14);
      }
    });
  }

  describe('with one more loss', () => {
    before(() => (table[madeUp] = MADE_UP));
    after(() => Reflect.deleteProperty(table, madeUp));

    it('turns scores into probabilities by its link', () => {
      const S = Float64Array.of(1, 2);
      toProbabilities(madeUp, S, 2, 1);
      expect([...S]).to.deep.equal([0.25, 0.25]);
    });

    it("fits the temperature by its link's slope", () => {
      const scores = { S: Float64Array.of(1, 2), labels: [0], weights: null, classes: 2 };
      expect(fitTemperature(madeUp, scores)).to.be.closeTo(2, 1e-9);
    });

    it('refuses label smoothing if it has no targets', () => {
      const objective = { loss: madeUp, labelSmoothing: 0.1 };
      const wanted = /of the made-up loss: expected .*0, got 0.1/;
      expect(() => assertLabelSmoothing('labelSmoothing', objective)).to.throw(RangeError, wanted);
      expect(() => assertSound(smallModel({ objective }), 'x')).to.throw(/the made-up loss/);
      table[madeUp] = { ...MADE_UP, hasTargets: true };
      expect(() => assertLabelSmoothing('labelSmoothing', objective)).not.to.throw();
      table[madeUp] = MADE_UP;
    });

    it('names its operator in ONNX files', () => {
      const objective = { loss: madeUp, labelSmoothing: 0 };
      const file = Buffer.concat(encodeOnnx(smallModel({ objective })));
      expect(file.includes('HardSigmoid')).to.equal(true);
    });

    it('takes its loss at zero scores for guessing', () => {
      const settings = { ...DEFAULT_SETTINGS, loss: madeUp };
      expect(guessing({ epochs: [], settings, labels: [5, 5, 5] })).to.equal(300);
    });

    it('names its unit on axes', () => {
      const axes = (['loss', 'cost'] as const).map((metric) =>
        axisOf(metric, [{ run: { loss: madeUp } }]),
      );
      expect(axes.map(({ title }) => title)).to.deep.equal([
        'loss: mean made-up, volts',
        'cost: loss + λ Σ W², volts',
      ]);
    });
  });
});

/** Whether a name is passed on, as an argument or as an option. */
const isHandedOn = (parent: ts.Node): boolean =>
  ts.isCallExpression(parent) || ts.isPropertyAssignment(parent);

/** Lines where a loss's name is in the code, but as an argument: where it is compared, or a key. */
function comparisons(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isName = ts.isStringLiteralLike(node) && LOSSES.some((name) => name === node.text);
    if (isName && !isHandedOn(node.parent)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${file}:${line + 1}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe("a loss's name", () => {
  it('is compared with a literal in src/model/losses alone', () => {
    const files = sourceFiles('src', 'bin').filter((file) => !file.startsWith('src/model/losses/'));
    expect(files.length).to.be.above(200);
    const named = new RegExp(`['"\`](${LOSSES.join('|')})['"\`]`);
    const texts = files.map((file) => [file, textOf(file)]).filter(([, text]) => named.test(text));
    expect(texts.flatMap(([file, text]) => comparisons(file, text))).to.deep.equal([]);
    const bad = "if (loss === 'hinge') f('hinge');\nconst all = ['cross-entropy'];";
    expect(comparisons('bad.ts', bad)).to.deep.equal(['bad.ts:1', 'bad.ts:2']);
  });
});
