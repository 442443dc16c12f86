import type { Backend, BackendReport } from './backend';
import type { Addon } from './load-addon';

/**
 * The kernels of OpenBLAS, through the native addon.
 *
 * One thread is the default. These products have few classes and so little to share out: a batch of
 * 100 with 3,072 features and 10 classes took 0.20 ms forward and backward on one thread in float32,
 * and 0.45 ms on two (OpenBLAS 0.3.21, two cores with other work to do, where threads that wait for
 * each other lose most). And a result on one thread doesn't depend on how many the machine has.
 *
 * The number holds for the whole process: the last one set counts, for every backend in it, worker
 * threads included.
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
