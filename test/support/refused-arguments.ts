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

/** Tests every wrong value of each argument, with valid others. */
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

const OUTPUTS = [
  'gradients',
  'losses',
  'weight',
  'sampleLosses',
  'predicted',
  'probabilities',
  'trueProbabilities',
  'scores',
  'S',
];

export const isOutput = (name: string): boolean => OUTPUTS.includes(name);

/** The functions that prepare a pass, with the arguments of the returned function. */
const RUN_ARGUMENTS = {
  prepareGradients: ['numbers', 'first', 'count', 'isStep'],
  prepareSums: ['numbers', 'first', 'count'],
  prepareEvaluation: ['numbers', 'first', 'count'],
  prepareScores: ['scores', 'X', 'first', 'count'],
} as const;

export type Prepare = keyof typeof RUN_ARGUMENTS;

/** Splits arguments into options and arguments of a run. */
export function parted(name: Prepare, args: Arguments): { options: Arguments; run: Arguments } {
  const ofRun: readonly string[] = RUN_ARGUMENTS[name];
  const entries = Object.entries(args);
  return {
    options: Object.fromEntries(entries.filter(([key]) => !ofRun.includes(key))),
    run: Object.fromEntries(ofRun.map((key) => [key, args[key]])),
  };
}

/** Prepares a pass with any value as its options. */
export function prepare(
  addon: Addon,
  name: Prepare,
  options: unknown,
): (...args: unknown[]) => unknown {
  return (addon[name] as (options: unknown) => (...args: unknown[]) => unknown)(options);
}

/** Prepares a pass and runs it. */
export const caller =
  (addon: Addon, name: Prepare): Call =>
  (args) => {
    const { options, run } = parted(name, args);
    prepare(addon, name, options)(...Object.values(run));
  };
