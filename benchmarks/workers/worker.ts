/** A child of the benchmarks: `worker.ts KIND`, with requests on standard input. */
import { handlers as disk } from './disk';
import { handlers as growth } from './growth';
import { handlers as limit } from './limit';
import { handlers as optimum } from './optimum';
import { handlers as prediction } from './prediction';
import { serve, type Handlers } from './serve';
import { handlers as tfjs } from './tfjs';
import { handlers as training } from './training';

const KINDS: Readonly<Record<string, () => Handlers>> = {
  disk,
  training,
  limit,
  growth,
  optimum,
  prediction,
  tfjs,
};

void serve(KINDS[process.argv[2]]());
