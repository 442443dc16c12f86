import type { Share } from './share';

/** What a launcher of MPI programs tells a process of its job. */
export interface Launched extends Share {
  /** How messages name the launcher. */
  readonly launcher: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables of each launcher: this process's number and the number of processes. */
const LAUNCHERS: readonly { launcher: string; rank: string; size: string }[] = [
  { launcher: 'mpirun', rank: 'OMPI_COMM_WORLD_RANK', size: 'OMPI_COMM_WORLD_SIZE' },
  { launcher: 'mpiexec', rank: 'PMI_RANK', size: 'PMI_SIZE' },
  // Of a step alone: a batch script has SLURM_NTASKS too, and is one process.
  { launcher: 'srun', rank: 'SLURM_PROCID', size: 'SLURM_STEP_NUM_TASKS' },
];

/** Tells from the environment whether a launcher has started several processes; null if none has. */
export function launchedBy(environment: Environment = process.env): Launched | null {
  for (const { launcher, rank, size } of LAUNCHERS) {
    const found = { rank: numberIn(environment[rank]), size: numberIn(environment[size]) };
    if (found.size > 1 && found.rank < found.size) return { launcher, ...found };
  }
  return null;
}

function numberIn(text: string | undefined): number {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : NaN;
}
