import type { FloatArray } from '../../backend';
import { kindOf, RowsOnDisk, type DenseFeatures, type Features, type Row } from '../../data';
import { scoresForward, type FittedModel } from '../../model';
import { FusedScores, type Compute } from './fused-scores';

/** With fewer multiplications, a native call for one row costs more than it saves. */
const LEAST_PRODUCTS = 2 ** 12;

/** Rows on disk that are read at a time. */
const READ_TOGETHER = 512;

/**
 * Scores many rows on all threads of the backend: by its fused kernels, with the standardisation
 * folded in or, for bytes, done on the way; else a tile of standardised rows at a time.
 */
export class BatchScorer {
  private readonly fused: FusedScores | null;
  /** A buffer for a row of other numbers. */
  private row = new Float64Array(0);
  private tile: { readonly X: FloatArray; readonly S: FloatArray } | undefined;

  constructor(
    private readonly model: FittedModel,
    private readonly compute: Compute,
  ) {
    this.fused = FusedScores.for(model, compute);
  }

  /** Returns a row for the fused kernels; null if there are none, or a native call isn't worth it. */
  asFeatures(row: Row): DenseFeatures | null {
    const { classes, features } = this.model.parameters;
    if (this.fused === null || classes * features < LEAST_PRODUCTS) return null;
    if (this.fused.takes(row)) return row;
    if (this.row.length === 0) this.row = new Float64Array(features);
    if (!this.fused.takes(this.row)) return null;
    // For a plain array, `set` takes twenty times as long.
    for (let j = 0; j < features; j++) this.row[j] = row[j];
    return this.row;
  }

  /** Computes S = X' Wᵀ + 1 bᵀ. @param X  n×d, raw. @param scores  n×K; the output */
  score(X: Features, samples: number, scores: Float64Array): void {
    if (X instanceof RowsOnDisk) this.scoreOnDisk(X, samples, scores);
    else if (this.fused?.takes(X) === true) this.fused.score(X, samples, scores);
    else this.scoreTiles(X, samples, scores);
  }

  private scoreOnDisk(X: RowsOnDisk, samples: number, scores: Float64Array): void {
    const { classes: K, features: d } = this.model.parameters;
    for (let first = 0; first < samples; first += READ_TOGETHER) {
      const end = Math.min(samples, first + READ_TOGETHER);
      const rows = kindOf(X).dense(X, d, first, end);
      this.score(rows, end - first, scores.subarray(first * K, end * K));
    }
  }

  private scoreTiles(X: Features, samples: number, scores: Float64Array): void {
    const { parameters, standardiser } = this.model;
    const { classes: K, features: d, dtype } = parameters;
    const { backend, plan } = this.compute;
    const { X: tile, S } = (this.tile ??= {
      X: backend.allocate(dtype, plan.tileRows * d),
      S: backend.allocate(dtype, plan.tileRows * K),
    });
    const set = { X, features: d };
    const numbers = Uint32Array.from({ length: samples }, (_, i) => i);
    for (let first = 0; first < samples; first += plan.tileRows) {
      const count = Math.min(plan.tileRows, samples - first);
      standardiser.gather(set, numbers, first, count, tile);
      scoresForward(backend, S, tile, parameters, count);
      scores.set(S.subarray(0, count * K), first * K);
    }
  }
}
