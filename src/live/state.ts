import type { Finding } from '../checks';
import type { ImageShape } from '../data';
import type { TrainingSettings } from '../training';

/**
 * What the live page shows of one training, read from its journal.
 *
 * The page of a training is at `/TOKEN/ID/`; all addresses here are relative to it. `events` has two
 * server-sent events: `state`, a whole `LiveState`, first and after each reconnection, and `change`, one
 * with only the runs that have changed. `POST stop` and `POST checkpoint`, without a body, are answered
 * with 202, or with 409 and `{ "error": "…" }` where the training can't take the request.
 */
export interface LiveState {
  readonly version: 1;
  /** The training's name among those of the server: `trainings` has them all. */
  readonly id: string;
  /** The command line, e.g. `onelayer train --live`. */
  readonly command: string;
  /** The time when the training began, and that of the state, in milliseconds since 1970. */
  readonly started: number;
  readonly now: number;
  /** Whether it trains, has come to its end, or gives no sign of life: killed, stopped by Ctrl-Z, … */
  readonly phase: 'training' | 'ended' | 'silent';
  /** Whether the training is over, and its results and report are being written. */
  readonly isWriting: boolean;
  /** How it has ended; absent before. */
  readonly ending?: LiveEnding;
  /** The address of the finished report; absent before, and if none is written. */
  readonly report?: string;
  readonly classes: readonly string[];
  /** The shape of a sample if samples are images, else null. */
  readonly image: ImageShape | null;
  readonly samples: {
    readonly training: number;
    readonly validation: number;
    readonly test: number;
  };
  /** Null before the first figures. */
  readonly progress: LiveProgress | null;
  /** Findings on the data and the code. */
  readonly findings: readonly Finding[];
  readonly runs: readonly LiveRun[];
  /** Whether the training takes these requests now. */
  readonly canStop: boolean;
  readonly canCheckpoint: boolean;
  /** What has been asked of the training, and isn't done yet. */
  readonly asked: readonly LiveRequest[];
  /** The time of the last checkpoint; null without one. */
  readonly checkpointed: number | null;
  /** All trainings of the server, this one included, the newest first. */
  readonly trainings: readonly LiveTraining[];
}

/**
 * All epochs were trained, early stopping or the optimum ended the training, it was asked to stop
 * on the page, it was interrupted (Ctrl-C), or it failed.
 */
export type LiveEnding = 'finished' | 'early' | 'converged' | 'asked' | 'interrupted' | 'failed';

export type LiveRequest = 'stop' | 'checkpoint';

export interface LiveProgress {
  /** What is counted, e.g. `epoch`, `trial` or `optimum`. */
  readonly unit: string;
  /** Units that are done, with a fraction of the current one. */
  readonly done: number;
  readonly total: number;
  /** Units per second; null before it is known. */
  readonly rate: number | null;
  /** Null before it is known, and where the training may end long before the total. */
  readonly secondsLeft: number | null;
}

/** A run, or a trial of a search. */
export interface LiveRun {
  /** Its name in addresses and folders, different from those of all others. */
  readonly slug: string;
  /** E.g. `configuration 2: λ 0, η 0.001`. */
  readonly title: string;
  readonly settings: Partial<TrainingSettings>;
  /** The finished epochs, and all. */
  readonly epoch: number;
  readonly epochs: number;
  readonly curves: LiveCurves;
  /** The best epoch so far by validation accuracy. */
  readonly best: { readonly epoch: number; readonly accuracy: number } | null;
  /** Findings on its settings and its course so far. */
  readonly findings: readonly Finding[];
  /**
   * The latest weights, of images alone: K×d float32, little-endian, at the address. `epoch` has a
   * fraction, where they are of the middle of one.
   */
  readonly weights: { readonly epoch: number; readonly url: string } | null;
  /** How it has ended where the others go on, in words, e.g. `stopped early`; absent before. */
  readonly ending?: string;
}

/**
 * Metrics after epochs, arrays of the length of `epochs`; empty where there are no values, as of trials or
 * of the gap. Of many epochs, each stretch has two points, at its first and last epoch: the lowest and the
 * highest value of each curve, in their order. Null where a value isn't finite or wasn't computed.
 */
export interface LiveCurves {
  readonly epochs: readonly number[];
  readonly trainLoss: LiveCurve;
  readonly trainCost: LiveCurve;
  readonly trainAccuracy: LiveCurve;
  readonly validationLoss: LiveCurve;
  readonly validationCost: LiveCurve;
  readonly validationAccuracy: LiveCurve;
  readonly updateRatio: LiveCurve;
  readonly weightNorm: LiveCurve;
  readonly gap: LiveCurve;
}

export type LiveCurve = readonly (number | null)[];

/** A training in the list of all. */
export interface LiveTraining {
  readonly id: string;
  /** Its folder, relative to the one that is watched. */
  readonly folder: string;
  readonly command: string;
  readonly started: number;
  readonly phase: LiveState['phase'];
  readonly ending?: LiveEnding;
  /** The number of its runs, and the best validation accuracy so far. */
  readonly runs: number;
  readonly accuracy: number | null;
  /** The part that is done, from 0 to 1; null before it is known. */
  readonly fraction: number | null;
  /** The address of its page, relative to that of any other. */
  readonly url: string;
}
