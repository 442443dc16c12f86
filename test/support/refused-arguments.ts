import { expect } from 'chai';
import type { Addon } from '../../src/backend/load-addon';
import type { Hostile } from './hostile';
import type { Arguments } from './pass-arguments';

export type Call = (args: Arguments) => void;

export function errorOf(call: Call, args: Arguments): Error & { code?: string } {
  try {
    call(args);
  } catch (error) {
    return error as Error;
  }
  throw new Error('the call was accepted');
}

/** Every wrong value in the place of each argument, the others being right. */
export function refuses(
  call: Call,
  sound: () => Arguments,
  wrong: Record<string, Hostile[]>,
): void {
  it('accepts the right arguments', () => call(sound()));

  for (const [name, values] of Object.entries(wrong)) {
    it(`refuses ${values.length} wrong values as ${name}, naming it, and writes nothing`, () => {
      for (const { label, value, error } of values) {
        const args = { ...sound(), [name]: value };
        const thrown = errorOf(call, args);
        expect(thrown, label).to.be.instanceOf(error);
        expect(thrown.message, label).to.match(
          new RegExp(`^${name}(\\.length|\\[\\d\\])?: expected .*, got .`),
        );
        expect(thrown.code, label).to.equal('INVALID_ARGUMENT');
        const outputs = Object.keys(args).filter((key) => key !== name && isOutput(key));
        for (const key of outputs) expect(args[key], label).to.deep.equal(sound()[key]);
      }
    });
  }

  it('names the first wrong argument, whatever comes after it', () => {
    const right = sound();
    const args: Arguments = Object.fromEntries(Object.keys(right).map((key) => [key, Symbol()]));
    for (const name of Object.keys(right)) {
      expect(errorOf(call, args).message).to.match(new RegExp(`^${name}: `));
      args[name] = right[name];
    }
    call(args);
  });
}

export const isOutput = (name: string): boolean =>
  ['gradients', 'losses', 'predicted', 'probabilities', 'trueProbabilities', 'scores'].includes(
    name,
  );

export const caller =
  (addon: Addon, name: 'modelGradients' | 'modelAnswers' | 'modelScores'): Call =>
  (args) =>
    (addon[name] as (...values: unknown[]) => void)(...Object.values(args));
