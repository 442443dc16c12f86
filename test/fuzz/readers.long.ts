import { fuzzReaders } from './forged-files';

describe('forged files, for longer,', () => {
  fuzzReaders(Number(process.env.ONELAYER_FUZZ_SECONDS ?? 1.5));
});
