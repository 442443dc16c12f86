/** Loads the forms of our files, and zod with them: 0.1 s of a command's start, so only on use. */
export function loadForms(): typeof import('.') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  return require('.') as typeof import('.');
}
