/** The variables in which launchers say how many processes of a job run on this machine. */
const LOCAL_SIZES = ['OMPI_COMM_WORLD_LOCAL_SIZE', 'MPI_LOCALNRANKS', 'SLURM_NTASKS_PER_NODE'];

/** Returns how many processes of a job share this machine's cores; 1 without a launcher. */
export function localProcesses(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): number {
  const sizes = LOCAL_SIZES.map((name) => Number(environment[name]));
  return sizes.find((size) => Number.isInteger(size) && size > 0) ?? 1;
}
