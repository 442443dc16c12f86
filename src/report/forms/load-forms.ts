/** Loads the forms of our files, and zod with them: 0.1 s of a command's start, so only on use. */
export function loadForms(): typeof import('.') {
  return require('.') as typeof import('.');
}
