/** The functions of a file of the user's own, in the order in which they are written. */
export const FUNCTIONS = [
  'standardise',
  'shuffle',
  'scores',
  'softmax',
  'cost',
  'gradient',
  'update',
] as const;

/** The name of a function of the user's own. */
export type FunctionName = (typeof FUNCTIONS)[number];

/** The languages of a file of the user's own. */
export type Language = 'javascript' | 'typescript' | 'python';

/** The language of a file, by its ending. */
export const LANGUAGE_ENDINGS: Readonly<Record<string, Language>> = {
  '.js': 'javascript',
  '.cjs': 'javascript',
  '.mjs': 'javascript',
  '.ts': 'typescript',
  '.cts': 'typescript',
  '.mts': 'typescript',
  '.py': 'python',
};
