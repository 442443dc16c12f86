import { expect } from 'chai';
import { defaultRng } from '../../src/random';
import { decimate } from '../../src/live/server/decimate';

const MOST = 600;

/** A random walk with a spike up and a spike down. */
function walk(length: number): number[] {
  const steps = new Float64Array(length);
  defaultRng(7).fillStandardNormal(steps);
  let at = 0;
  const values = Array.from(steps, (step) => (at += step));
  values[Math.floor(length / 3)] = 1e6;
  values[Math.floor((2 * length) / 3)] = -1e6;
  return values;
}

const epochs = (length: number): number[] => Array.from({ length }, (_, i) => i + 1);

describe('thinned curves', () => {
  it('are whole up to the limit', () => {
    const values = walk(MOST);
    expect(decimate(epochs(MOST), [values], MOST)).to.deep.equal({
      x: epochs(MOST),
      curves: [values],
    });
  });

  it('keep their extremes, their first and their last value, within the limit', () => {
    for (const length of [601, 1000, 4097, 100_000]) {
      const values = walk(length);
      const falling = epochs(length).map((epoch) => -epoch);
      const { x, curves } = decimate(epochs(length), [values, falling, []], MOST);
      expect(x.length).to.be.within(MOST / 2 - 1, MOST + 2);
      expect(curves[0].length).to.equal(x.length);
      expect(curves[2]).to.deep.equal([]);
      expect(Math.max(...curves[0])).to.equal(1e6);
      expect(Math.min(...curves[0])).to.equal(-1e6);
      expect([x[0], x.at(-1)]).to.deep.equal([1, length]);
      expect([curves[1][0], curves[1].at(-1)]).to.deep.equal([-1, -length]);
      expect(curves[0].at(-1)).to.equal(values.at(-1));
      // In their order: what falls still falls.
      expect(curves[1]).to.deep.equal([...curves[1]].sort((a, b) => b - a));
    }
  });

  it('keep earlier points in place while they grow', () => {
    const values = walk(5000);
    const at = (length: number) => decimate(epochs(length), [values.slice(0, length)], MOST);
    const [before, after] = [at(4700), at(4790)];
    // All but those of the stretch that was not yet full.
    expect(after.x.slice(0, before.x.length - 3)).to.deep.equal(before.x.slice(0, -3));
    expect(after.curves[0].slice(0, before.x.length - 3)).to.deep.equal(
      before.curves[0].slice(0, -3),
    );
  });

  it('leave out what is no number, unless there is nothing else', () => {
    const values = epochs(1201).map((epoch) => (epoch % 2 === 0 || epoch > 1100 ? null : epoch));
    const { curves } = decimate(epochs(1201), [values], MOST);
    const early = curves[0].slice(1, 270);
    expect(early).to.not.include(null);
    expect(curves[0].at(-1)).to.equal(null);
  });
});
