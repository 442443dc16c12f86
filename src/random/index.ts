export { defaultRng, Generator } from './generator';
export type { GeneratorState } from './generator-state';
