export { defaultRng, Generator, type Shuffleable } from './generator';
export type { GeneratorState } from './generator-state';
