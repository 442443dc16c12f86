import type { ImageShape } from '../../data';
import type { Finding } from '../../checks';
import type { Trial } from '../../search';
import type { ProcessIdentity } from '../../search/journal/machine';
import type { AnyEpochRecord, TrainingSettings } from '../../training';
import type { LiveEnding, LiveProgress, LiveRequest, LiveState } from '../state';

/** The journal's name in the folder of a training. */
export const JOURNAL = 'live.jsonl';

/** The folder beside it, for weights and requests. */
export const LIVE_FOLDER = 'live';

/** The version of the form. */
export const VERSION = 1;

/** A run, or a trial of a search, as it is introduced. */
export interface JournalRun {
  /** ASCII, as the names of run folders. */
  readonly slug: string;
  readonly title: string;
  readonly settings: Partial<TrainingSettings>;
  readonly epochs: number;
}

/** What the training is about. */
export type JournalData = Pick<LiveState, 'classes' | 'image' | 'samples'> & {
  readonly image: ImageShape | null;
};

/**
 * A line of a training's journal, as JSON; numbers that aren't finite are strings. Times are in
 * milliseconds since 1970. A line `start` begins anew: a folder may have had a training before.
 */
export type JournalLine =
  | {
      readonly kind: 'start';
      readonly version: typeof VERSION;
      readonly time: number;
      readonly process: ProcessIdentity;
      readonly command: string;
    }
  | ({ readonly kind: 'data' } & JournalData)
  /** More runs. */
  | { readonly kind: 'runs'; readonly runs: readonly JournalRun[] }
  | {
      readonly kind: 'epoch';
      readonly time: number;
      /** The run's slug; so in all lines. */
      readonly run: string;
      readonly record: AnyEpochRecord;
    }
  /** A trial of a search is finished; it is a run too. */
  | { readonly kind: 'trial'; readonly time: number; readonly run: string; readonly trial: Trial }
  | ({
      readonly kind: 'progress';
      readonly time: number;
      /** Whether it may end long before the total. */
      readonly isAtMost: boolean;
    } & Omit<LiveProgress, 'secondsLeft'>)
  /** A run has ended before the others, e.g. `stopped early`. */
  | { readonly kind: 'run-ended'; readonly run: string; readonly ending: string }
  /** The latest weights are in the run's file. */
  | { readonly kind: 'weights'; readonly run: string; readonly epoch: number }
  /** All findings so far on a run, or on data and code: null. */
  | {
      readonly kind: 'findings';
      readonly run: string | null;
      readonly findings: readonly Finding[];
    }
  | { readonly kind: 'checkpoint'; readonly time: number; readonly file: string }
  /** The training is over; results and report are being written. */
  | { readonly kind: 'writing' }
  /** What the training takes from now on. */
  | { readonly kind: 'takes'; readonly requests: readonly LiveRequest[] }
  /** A request has been heard. */
  | { readonly kind: 'asked'; readonly request: LiveRequest }
  | {
      readonly kind: 'ended';
      readonly time: number;
      readonly ending: LiveEnding;
      /** The report's file in the folder; null without one. */
      readonly report: string | null;
    };

/** Whether a slug can be the name of a file; a journal may come from anywhere. */
export function isSlug(slug: unknown): slug is string {
  return typeof slug === 'string' && /^[\w+-][\w.+-]{0,199}$/.test(slug);
}
