import { assertOneOf } from '../../src/errors';

/** An instruction set, and how every contender is held to it. */
interface HeldTo {
  /** Its name in texts. */
  readonly words: string;
  /** What OpenBLAS, PyTorch and NumPy read in the environment; nothing for the best set, which they find. */
  readonly others?: Readonly<Record<string, string>>;
}

const INSTRUCTIONS: Readonly<Record<string, HeldTo | undefined>> = {
  avx512: { words: 'AVX-512' },
  avx2: {
    words: 'AVX2',
    others: {
      OPENBLAS_CORETYPE: 'Haswell',
      ATEN_CPU_CAPABILITY: 'avx2',
      NPY_DISABLE_CPU_FEATURES:
        'X86_V4 AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL',
    },
  },
  neon: { words: 'NEON' },
  baseline: { words: 'SSE2' },
};

/** The name of an instruction set in texts. */
export const instructionWords = (name: string): string => INSTRUCTIONS[name]?.words ?? name;

/**
 * Holds this process and its children to an instruction set, by their environment; to be called
 * before the addon is loaded. By default, everybody takes the best one.
 */
export function holdTo(name: string | undefined): void {
  if (name === undefined) return;
  assertOneOf('--instructions', name, Object.keys(INSTRUCTIONS));
  Object.assign(process.env, { ONELAYER_INSTRUCTIONS: name }, INSTRUCTIONS[name]?.others);
}
