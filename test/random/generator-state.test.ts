import { expect } from 'chai';
import fc from 'fast-check';
import { defaultRng, Generator, type GeneratorState } from '../../src/random';

/** The draws that a test may make in any order; each gives what it drew. */
const draws: ((rng: Generator) => unknown)[] = [
  (rng) => rng.random(),
  (rng) => rng.standardNormal(),
  (rng) => rng.integers(0, 10),
  (rng) => rng.integers(0, 2 ** 40),
  (rng) => [...rng.permutation(5)],
];

describe('the state of a generator', () => {
  it('restores to the same continuation, at any point and through JSON', () => {
    const steps = fc.array(fc.constantFrom(...draws), { maxLength: 20 });
    const seed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(seed, steps, steps, (from, before, after) => {
        const rng = defaultRng(from);
        before.forEach((draw) => draw(rng));
        const saved = JSON.parse(JSON.stringify(rng.saveState())) as GeneratorState;
        const restored = Generator.restore(saved);
        expect(after.map((draw) => draw(restored))).to.deep.equal(after.map((draw) => draw(rng)));
        expect(restored.saveState()).to.deep.equal(rng.saveState());
      }),
    );
  });

  it('keeps the second half of 64 bits', () => {
    const rng = defaultRng(8);
    rng.integers(0, 10);
    expect(rng.saveState().has_uint32).to.equal(1);
    const restored = Generator.restore(rng.saveState());
    expect(restored.integers(0, 2 ** 32)).to.equal(rng.saveState().uinteger);
    expect(restored.saveState().has_uint32).to.equal(0);
  });

  it('is a copy: drawing on does not change it', () => {
    const rng = defaultRng(9);
    const saved = rng.saveState();
    const first = rng.random();
    expect(Generator.restore(saved).random()).to.equal(first);
  });

  const good = defaultRng(10).saveState();
  const withNumber = (field: 'state' | 'inc', value: unknown): unknown => ({
    ...good,
    state: { ...good.state, [field]: value },
  });
  const digits = 'expected the decimal digits of an integer from 0 to 2^128 - 1, in a string, got';
  const wrong: [unknown, ErrorConstructor, string][] = [
    [null, TypeError, 'state: expected an object as saveState gives it, got null'],
    ['PCG64', TypeError, 'state: expected an object'],
    [{ ...good, bit_generator: 'MT19937' }, RangeError, 'state.bit_generator: expected PCG64, got'],
    [{ ...good, bit_generator: undefined }, TypeError, 'state.bit_generator: expected PCG64'],
    [{ ...good, state: 7 }, TypeError, 'state.state: expected an object'],
    [withNumber('state', 12345), TypeError, `state.state.state: ${digits} 12345`],
    [withNumber('state', '0x1f'), RangeError, `state.state.state: ${digits} "0x1f"`],
    [withNumber('state', ''), RangeError, `state.state.state: ${digits} ""`],
    [withNumber('state', '-1'), RangeError, `state.state.state: ${digits} "-1"`],
    [withNumber('state', String(2n ** 128n)), RangeError, `state.state.state: ${digits}`],
    [withNumber('state', '1'.repeat(1e6)), RangeError, `state.state.state: ${digits}`],
    [withNumber('inc', undefined), TypeError, `state.state.inc: ${digits} undefined`],
    [withNumber('inc', '12'), RangeError, 'state.state.inc: expected an odd number, got "12"'],
    [{ ...good, has_uint32: 2 }, RangeError, 'state.has_uint32: expected an integer from 0 to 1'],
    [{ ...good, has_uint32: true }, TypeError, 'state.has_uint32: expected'],
    [{ ...good, uinteger: 2 ** 32 }, RangeError, 'state.uinteger: expected an integer from 0'],
    [{ ...good, uinteger: -1 }, RangeError, 'state.uinteger: expected'],
  ];
  for (const [state, kind, message] of wrong) {
    it(`is refused: ${message}`, () => {
      expect(() => Generator.restore(state as GeneratorState)).to.throw(kind, message);
    });
  }

  it('takes the greatest state and increment', () => {
    const greatest = String(2n ** 128n - 1n);
    const state = { ...good, state: { state: greatest, inc: greatest } };
    expect(Generator.restore(state).saveState()).to.deep.equal(state);
  });
});
