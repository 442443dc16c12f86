import { createHash } from 'node:crypto';
import { exchange } from '../../cluster';
import { OnelayerError } from '../../errors';
import { packageVersion } from '../../files';
import { identityOf, type Identity } from '../identity';
import type { Job } from '../job';
import { differencesOf } from './same-training';

/** What must be equal in all processes of a job before the first step. */
interface Member {
  readonly identity: Identity;
  /** Facts beside the training's identity, by their names in messages. */
  readonly facts: Readonly<Record<string, string>>;
}

/**
 * Asserts that all processes are about to train the same: settings, data, versions, arithmetic and
 * the state that they start from. Then equal sums keep them equal.
 *
 * @throws OnelayerError CLUSTER_FAILED in all processes, naming the first that differs and how
 */
export async function assertSameJob(job: Job, signal?: AbortSignal): Promise<void> {
  const own = { identity: await identityOf(job, signal), facts: factsOf(job) };
  const [first, ...others] = await exchange<Member>(job.all, own);
  for (const [i, other] of others.entries()) {
    const differences = [
      ...differencesOf(first.identity, other.identity),
      ...factsThatDiffer(first, other),
    ];
    if (differences.length === 0) continue;
    const what = `process ${i + 1} would train something else than process 0`;
    throw new OnelayerError('CLUSTER_FAILED', `${what}: ${differences.join('; ')}`);
  }
}

function factsOf({ backend, parameters, progress }: Job): Member['facts'] {
  const { openblas } = backend.report;
  const bytes = parameters.values;
  const { epoch, step } = progress;
  return {
    'the version of onelayer': packageVersion(),
    'the version of Node': process.version,
    'the kernels': openblas
      ? `OpenBLAS ${openblas.version} (${openblas.core}), ${openblas.instructions ?? 'baseline'}`
      : 'plain JavaScript',
    'the position': `epoch ${epoch}, step ${step}`,
    'the SHA-256 sum of the first weights': createHash('sha256')
      .update(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
      .digest('hex'),
  };
}

function factsThatDiffer(first: Member, other: Member): string[] {
  return Object.entries(first.facts)
    .filter(([name, value]) => other.facts[name] !== value)
    .map(([name, value]) => `${name} was ${value}, and is ${other.facts[name]}`);
}
