import { fuzzReaders } from './forged-files';

describe('forged files', () => {
  fuzzReaders(0.2);
});
