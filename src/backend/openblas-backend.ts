import { finish, type Task } from '../tasks';
import { zerosAtLine } from './allocate';
import type {
  Backend,
  BackendReport,
  FloatArray,
  FusedKernels,
  PassShape,
  Plan,
  Dtype,
} from './backend';
import type { Addon } from './load-addon';
import { choosingPlan, type GivenPlan } from './tuning';

/**
 * The kernels of the native addon: OpenBLAS's, and the fused passes around them. The number of
 * threads is the process's: the last one set holds for every backend, in worker threads too. It
 * changes the time of a pass, but no bit of its result.
 */
export class OpenBlasBackend implements Backend {
  readonly gemm: Addon['gemm'];
  readonly axpy: Addon['axpy'];
  readonly encodePatches: Addon['encodePatches'];
  readonly fused: FusedKernels;

  constructor(
    private readonly addon: Addon,
    private readonly reason: string,
    threads: number,
    private readonly given: GivenPlan,
  ) {
    addon.setThreads(threads);
    this.gemm = addon.gemm;
    this.axpy = addon.axpy;
    this.encodePatches = addon.encodePatches;
    this.fused = addon;
  }

  get report(): BackendReport {
    const { instructions, openblas } = this.addon.buildInformation();
    const { version, core } = openblas;
    const { reason } = this;
    return {
      name: 'openblas',
      reason,
      threads: this.addon.getThreads(),
      openblas: { version, core, instructions },
    };
  }

  allocate(dtype: Dtype, length: number): FloatArray {
    return zerosAtLine(this.addon, dtype, length);
  }

  planFor(shape: PassShape): Plan {
    return finish(this.planning(shape));
  }

  planning(shape: PassShape): Task<Plan> {
    return choosingPlan(this.addon, shape, this.given);
  }
}
