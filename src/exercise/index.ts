export { FUNCTIONS, type FunctionName, type Language } from './functions';
export { matrix, rowOf, type Matrix, type OwnGradient } from './matrix';
export type { OwnParameters, OwnRows } from './matrix';
export { OwnCode, type OwnCodeOptions, type OwnEpoch } from './own-code';
export { OwnCodeError, type OwnFailure } from './own-code-error';
export { languageOf } from './process/languages';
export { HINTS } from './skeleton/hints';
export { skeletonOf } from './skeleton/write-skeleton';
export { writtenFunctions } from './written-functions';
