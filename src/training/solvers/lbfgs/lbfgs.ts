import { Metrics, ParameterStack, type Stack } from '../../../model';
import type { Task } from '../../../tasks';
import { shareOfRows } from '../share';
import type { KeptTensors, Progress, Solver, SolverParts, Standing } from '../solver';
import { certificateOf } from './certificate';
import { FullPass } from './full-pass';
import { assertKeptDescent, readKept } from './kept-descent';
import { ModelDescent, type Take } from './model-descent';
import { Newton } from './newton';
import { Preconditioner } from './preconditioner';
import { preparing, type Preparation } from './preparation';

export interface LbfgsOptions {
  /** What it begins with, if that is known. */
  readonly preparation?: Preparation | undefined;
  /** True to start from the parameters as they are. By default it starts at W = 0. */
  readonly isWarm?: boolean;
}

/**
 * L-BFGS with a preconditioner, over whole passes through the data: to the optimum of the convex cost
 * J = loss + λ Σ W², with a certificate.
 *
 * An epoch is an iteration, which nearly always is one pass. It starts at W = 0, descends by float32
 * passes until the gradient is within the tolerance or rounding errors, and then by float64 ones;
 * the bound on the gap is computed in float64 with b minimised exactly: see `Certificate`.
 *
 * Sources: Liu and Nocedal, "On the limited memory BFGS method for large scale optimization", 1989;
 * see `Preconditioner` and `Certificate` for theirs.
 */
export class Lbfgs implements Solver {
  private models: ModelDescent[] | null = null;
  private readonly restored: (KeptTensors | undefined)[];
  private preparation: Preparation | undefined;
  private readonly wide: Stack;
  /** The parts with this process's share of the rows. */
  private readonly own: SolverParts;
  private readonly pass: FullPass;

  constructor(
    private readonly parts: SolverParts,
    private readonly options: LbfgsOptions = {},
  ) {
    const { all, backend, objective, parameters, source } = parts;
    const { classes, features, members } = parameters;
    this.own = { ...parts, source: shareOfRows(source, all) };
    this.wide = new ParameterStack(members.length, classes, features, 'float32', backend);
    const narrow = objective.withLambdas([...objective.lambdas], this.wide);
    this.pass = new FullPass(narrow, this.wide, this.own);
    this.restored = members.map(() => undefined);
    this.preparation = options.preparation;
  }

  *advance({ epoch }: Progress): Task<void> {
    const models = (this.models ??= yield* this.modelDescents());
    for (const model of models) model.hasten(epoch);
    const isLast = epoch + 1 >= this.parts.settings[0].epochs;
    const takes = isLast ? new Map<ModelDescent, Take>() : yield* this.descendTogether(models);
    for (const model of models) {
      if (!takes.has(model)) takes.set(model, yield* model.advancing(isLast));
    }
    // All at once, so that an abortion leaves all models as they were before the iteration.
    for (const take of takes.values()) take();
  }

  stepNorm(model: number): number {
    if (this.models !== null) return this.models[model].stepNorm;
    const kept = this.restored[model];
    return kept === undefined ? 0 : readKept(kept).stepNorm;
  }

  standing(model: number): Standing {
    if (this.models !== null) return this.models[model];
    const { objective, settings } = this.parts;
    const kept = this.restored[model];
    const found = kept && readKept(kept).found;
    const options = { ...settings[model], lambda: objective.lambdas[model] };
    const certificate = found ? certificateOf(found, options) : null;
    return { metrics: null, gap: certificate?.gap ?? null, certificate };
  }

  kept(model: number): KeptTensors {
    return this.models?.[model].kept() ?? this.restored[model] ?? {};
  }

  restore(model: number, kept: KeptTensors): void {
    assertKeptDescent(kept, this.parts.parameters);
    this.restored[model] = kept;
  }

  successor(parts: SolverParts): Lbfgs {
    // Not the pairs: with those of a larger λ, a path to λ = 0.001 took 1.7 times the iterations.
    return new Lbfgs(parts, { preparation: this.preparation, isWarm: true });
  }

  /**
   * Passes of the models that descend in float32, until the line search has accepted a point for each
   * or failed: what it has found of those where it has.
   */
  private *descendTogether(models: readonly ModelDescent[]): Task<Map<ModelDescent, Take>> {
    const takes = new Map<ModelDescent, Take>();
    const searching = new Set([...models.keys()].filter((m) => models[m].stage === 'float32'));
    while (searching.size > 0) {
      for (const m of searching) models[m].pointInto(this.wide.members[m]);
      const metrics = models.map(() => new Metrics(this.wide.classes));
      const values = yield* this.pass.run(this.wide, metrics);
      for (const m of searching) {
        const take = models[m].judge(values[m], metrics[m]);
        if (take !== null) takes.set(models[m], take);
        if (take !== null || models[m].hasFailed) searching.delete(m);
      }
    }
    return takes;
  }

  private *modelDescents(): Task<ModelDescent[]> {
    const { isWarm = false } = this.options;
    const { all, backend, objective, parameters, source } = this.own;
    const { moments, bias, curvatures } = yield* this.prepared();
    return parameters.members.map((member, m) => {
      const kept = this.restored[m];
      if (!isWarm && kept === undefined) {
        member.weights.fill(0);
        member.bias.set(bias);
      }
      const preconditioner = new Preconditioner(backend, moments, curvatures, objective.lambdas[m]);
      const newton = Newton.for(
        {
          backend,
          objective,
          source,
          all,
          shape: member,
          lambda: objective.lambdas[m],
          mean: moments.mean,
        },
        isWarm,
      );
      return new ModelDescent(this.own, m, preconditioner, newton, kept);
    });
  }

  private *prepared(): Task<Preparation> {
    return (this.preparation ??= yield* preparing(this.parts));
  }
}
