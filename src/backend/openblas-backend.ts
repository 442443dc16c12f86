import type { Backend, BackendReport } from './backend';
import type { Addon } from './load-addon';

/**
 * The kernels of OpenBLAS, through the native addon.
 *
 * One thread is the default. These products have few classes and so little to share out: on 2 cores
 * (OpenBLAS 0.3.21, batches of 100, 3,072 features, 10 classes) a second thread gains nothing; and a result on one
 * thread does not depend on how many cores the machine has. The number holds for the whole process:
 * the last one set counts, for every backend in it, worker threads included.
 */
export class OpenBlasBackend implements Backend {
  readonly gemm: Backend['gemm'];

  constructor(
    private readonly addon: Addon,
    private readonly reason: string,
    threads: number,
  ) {
    addon.setThreads(threads);
    this.gemm = addon.gemm;
  }

  get report(): BackendReport {
    const { version, core } = this.addon.buildInformation().openblas;
    const { reason } = this;
    return {
      name: 'openblas',
      reason,
      threads: this.addon.getThreads(),
      openblas: { version, core },
    };
  }
}
