import { LinearObjective, ParameterStack } from '../../model';
import type { Task } from '../../tasks';
import { SOLVERS, type Job, type KeptTensors, type Progress, type Solver } from '../../training';
import { OwnDescent, type OwnDescentParts } from './own-descent';

/**
 * Trains some runs of a job by the user's code, and the others as ever, from the same first parameters and
 * on the same samples.
 */
export class SideBySide implements Solver {
  readonly #job: Job;
  readonly #own: OwnDescent;
  readonly #ownRuns: readonly number[];
  /** The other runs, in a stack and with a solver of their own. */
  readonly #nativeRuns: readonly number[];
  readonly #nativeParameters: ParameterStack;
  readonly #native: Solver;

  constructor(job: Job, own: Omit<OwnDescentParts, 'job'>) {
    this.#job = job;
    this.#ownRuns = own.runs;
    this.#own = new OwnDescent({ ...own, job });
    this.#nativeRuns = job.runs.flatMap((_, run) => (own.runs.includes(run) ? [] : [run]));
    this.#nativeParameters = this.#nativeStack();
    this.#native = this.#nativeSolver();
  }

  *advance(progress: Progress): Task<void> {
    const { members } = this.#job.parameters;
    yield* this.#native.advance({ ...progress });
    this.#nativeRuns.forEach((run, native) => {
      members[run].assign(this.#nativeParameters.members[native].flat());
    });
    yield* this.#own.advance(progress);
  }

  stepNorm(run: number): number {
    const own = this.#ownRuns.indexOf(run);
    return own < 0 ? this.#native.stepNorm(this.#nativeRuns.indexOf(run)) : this.#own.stepNorm(own);
  }

  kept(): KeptTensors {
    throw new Error('a training by code of the user keeps no checkpoints');
  }

  restore(): void {
    throw new Error('a training by code of the user resumes from no checkpoint');
  }

  #nativeStack(): ParameterStack {
    const { parameters } = this.#job;
    const stack = this.#zeros();
    this.#nativeRuns.forEach((run, native) => {
      stack.members[native].assign(parameters.members[run].flat());
    });
    return stack;
  }

  #nativeSolver(): Solver {
    const { all, backend, data, objective, sampler } = this.#job;
    const settings = this.#nativeRuns.map((run) => this.#job.settings[run]);
    const [{ loss, labelSmoothing, solver }] = settings;
    const parameters = this.#nativeParameters;
    return SOLVERS[solver]({
      ...{ all, backend, parameters, sampler, settings, source: data.rows },
      objective: new LinearObjective(backend, parameters, {
        objective: { loss, labelSmoothing },
        lambdas: settings.map(({ lambda }) => lambda),
        plan: objective.plan,
      }),
      zeros: () => this.#zeros(),
    });
  }

  #zeros(): ParameterStack {
    const { backend, parameters } = this.#job;
    const { classes, features, dtype } = parameters;
    return new ParameterStack(this.#nativeRuns.length, classes, features, dtype, backend);
  }
}
