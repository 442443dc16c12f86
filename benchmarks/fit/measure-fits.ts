import path from 'node:path';
import { interleave, type Bounds, type Contestant, type Round } from '../harness/interleave';
import { showProgress } from '../harness/progress';
import { pythonProgram, type PythonLibrary } from '../harness/python';
import { tellingResources, usedResources } from '../harness/resources';
import { timedProcess } from '../harness/timed-process';
import type { FitJob, FitSet } from './cases';

/** Options of timing fits. */
export interface FitWork {
  readonly sets: readonly FitSet[];
  /** scikit-learn. */
  readonly peer: PythonLibrary;
  /** The processor's cores. */
  readonly cores: number;
  /** Node's arguments that run our command. */
  readonly script: readonly string[];
  /** For files that are not kept. */
  readonly temporary: string;
  readonly bounds: Bounds;
}

/** What both did on the same splits: a round each, of `Fitted` in lists of one. */
export interface MeasuredSet {
  readonly own: readonly Round[];
  readonly peer: readonly Round[];
}

/** What a process did, from its start to its end. */
interface Fitted {
  /** On the test rows. */
  readonly accuracy: number;
  /** The test rows. */
  readonly samples: number;
  readonly seconds: number;
  readonly processorSeconds: number;
  /** Without starting and loading libraries, in seconds. */
  readonly alone: number;
  readonly peakMemory: number;
  /** The fits of scikit-learn's that warned that they had not converged. */
  readonly unconverged: number;
}

/** Has both make classifiers of each set, split by split. Calls `onSet` with each that is finished. */
export async function measureFits(
  work: FitWork,
  onSet: (name: string, measured: MeasuredSet) => Promise<void>,
): Promise<void> {
  const { bounds, sets } = work;
  const progress = showProgress('fits', bounds.deadline);
  try {
    for (const [s, set] of sets.entries()) {
      const now = performance.now();
      const deadline = now + (bounds.deadline - now) / (sets.length - s);
      const rounds = Math.min(bounds.rounds, set.splits);
      const contestants = [
        contestant(set, 'own', (job) => ownFit(job, work)),
        contestant(set, 'peer', (job) => peerFit(job, work)),
      ];
      const measured = await interleave(contestants, { ...bounds, rounds, deadline }, (turn, all) =>
        progress.update(s + turn / all, sets.length, set.name),
      );
      await onSet(set.name, {
        own: measured.get('own') ?? [],
        peer: measured.get('peer') ?? [],
      });
    }
  } finally {
    progress.stop();
  }
}

/** Takes another split in each round. */
function contestant(set: FitSet, id: string, fit: (job: FitJob) => Promise<Fitted>): Contestant {
  let split = 0;
  return {
    id,
    label: `${set.name}, ${id}`,
    async round() {
      const fitted = await fit(set.job(split++));
      return Object.fromEntries(Object.entries(fitted).map(([name, value]) => [name, [value]]));
    },
  };
}

/** The part of the command's JSON that is looked at. */
interface OwnOutput {
  readonly test: { readonly accuracy: number; readonly samples: number };
  readonly seconds: { readonly all: number };
}

async function ownFit({ own }: FitJob, { script, temporary, bounds }: FitWork): Promise<Fitted> {
  const file = path.join(temporary, 'resources.json');
  const { args, env } = tellingResources(file);
  const words = [...args, ...script, 'fit', ...own, '--json', '--no-report'];
  const program = { command: [process.execPath, ...words] as const, env };
  const { seconds, stdout } = await timedProcess(program, bounds.signal);
  const { test, seconds: parts } = JSON.parse(stdout) as OwnOutput;
  const { accuracy, samples } = test;
  const { peakMemory, processorSeconds } = usedResources(file);
  const used = { seconds, processorSeconds, alone: parts.all, peakMemory };
  return { accuracy, samples, ...used, unconverged: 0 };
}

/** What `peers/sklearn_fit.py` prints; its `seconds` are those after the imports. */
type PeerOutput = Omit<Fitted, 'alone'>;

async function peerFit({ peer: job }: FitJob, work: FitWork): Promise<Fitted> {
  const { peer, cores, bounds } = work;
  const program = pythonProgram(peer, 'sklearn_fit.py', cores, JSON.stringify(job));
  const { seconds, stdout } = await timedProcess(program, bounds.signal);
  const { accuracy, samples, ...output } = JSON.parse(stdout) as PeerOutput;
  const { processorSeconds, peakMemory, unconverged } = output;
  const used = { seconds, processorSeconds, alone: output.seconds, peakMemory };
  return { accuracy, samples, ...used, unconverged };
}
