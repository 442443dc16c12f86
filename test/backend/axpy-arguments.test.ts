import { expect } from 'chai';
import { describeEachBackend } from '../support/backends';
import { notFiniteNumbers, notFloatArrays, notIntegersFrom } from '../support/hostile';
import { type Arguments, short, otherDtype } from '../support/pass-arguments';
import { type Call, errorOf, refuses } from '../support/refused-arguments';

describeEachBackend('axpy', (backend) => {
  const names = ['n', 'alpha', 'x', 'y'];
  const sound = (): Arguments => ({
    n: 3,
    alpha: 2,
    x: Float32Array.of(1, 2, 3),
    y: Float32Array.of(10, 20, 30, 40),
  });
  const call: Call = (args) => {
    const axpy = backend.axpy.bind(backend) as (...values: unknown[]) => void;
    axpy(...names.map((name) => args[name]));
  };
  refuses(call, sound, {
    n: notIntegersFrom(0),
    alpha: notFiniteNumbers,
    x: [...notFloatArrays, short(new Float32Array(2))],
    y: [...notFloatArrays, short(new Float32Array(2)), otherDtype],
  });

  it('adds alpha times x to y, in n elements and no more', () => {
    const args = sound();
    call(args);
    expect(args.y).to.deep.equal(Float32Array.of(12, 24, 36, 40));
    const wide = { n: 2, alpha: -0.1, x: Float64Array.of(1, 3), y: Float64Array.of(0.5, 1) };
    call(wide);
    expect([...wide.y]).to.deep.equal([0.4, 0.7]);
  });

  it('overflows as float32 does where alpha is beyond its range', () => {
    const y = Float32Array.of(10, 20, 30, 40);
    call({ ...sound(), alpha: -1e300, y });
    expect(y).to.deep.equal(Float32Array.of(-Infinity, -Infinity, -Infinity, 40));
  });

  it('refuses x and y in one memory', () => {
    const x = new Float32Array(4);
    expect(errorOf(call, { ...sound(), x, y: x }).message).to.equal(
      'y: expected memory of its own, got memory shared with x',
    );
  });

  it('takes every length, also where vectors end', () => {
    for (let n = 0; n <= 70; n++) {
      const y = Float32Array.from({ length: n }, (_, i) => i);
      backend.axpy(
        n,
        0.5,
        Float32Array.from({ length: n }, (_, i) => 4 * i),
        y,
      );
      expect([...y]).to.deep.equal(Array.from({ length: n }, (_, i) => 3 * i));
    }
  });
});
