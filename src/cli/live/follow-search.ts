import type { Understood } from '../../library';
import { settingsInWords } from '../../report/results/setting-names';
import type { DescentProgress, PathProgress, SweepProgress, Trial } from '../../search';
import { wholeSettings, type SettingName } from '../../training';
import { dataFacts, type RunData } from '../runs/run-data';
import type { LivePage } from './live-page';

/** Shows a search on a live page: its trials as they are finished, and how far it is. */
export interface FollowedSearch {
  /** Aborts when the search has been asked to stop. */
  readonly enough: AbortSignal;
  data(data: RunData): void;
  understood(data: Understood): void;
  trial(trial: Trial): void;
  sweep(progress: SweepProgress): void;
  path(progress: PathProgress): void;
  descent(progress: DescentProgress): void;
}

/** @param varied  the settings in which trials differ */
export function followSearch(
  live: LivePage | null,
  varied: readonly SettingName[],
): FollowedSearch {
  const recorder = live?.recorder;
  const stopping = new AbortController();
  let canStop = false;
  const offerStop = (): void => {
    if (!canStop) recorder?.takes('stop');
    canStop = true;
  };
  const hear = (): void => {
    if (live === null || stopping.signal.aborted) return;
    if (!live.recorder.asked().includes('stop')) return;
    live.recorder.takes();
    live.ending = 'asked';
    stopping.abort();
  };
  return {
    enough: stopping.signal,
    data: (data) => recorder?.data(dataFacts(data)),
    understood: ({ classes, training, validation, test }) => {
      const samples = { training, validation: validation.rows, test };
      const names = classes.map(({ label }) => String(label));
      recorder?.data({ classes: names, image: null, samples });
    },
    trial: (trial) => {
      const { number, settings } = trial;
      const title = settingsInWords(settings, varied);
      const { epochs } = wholeSettings(settings);
      recorder?.trial({ slug: `trial-${number + 1}`, title, settings, epochs }, trial);
    },
    sweep: ({ best, fraction, trials }) => {
      recorder?.progress('trial', fraction * trials, trials);
      if (best !== null) offerStop();
      hear();
    },
    path: ({ fraction, all }) => {
      recorder?.progress('optimum', fraction * all, all);
      offerStop();
      hear();
    },
    descent: ({ fraction, all, epochs }) => {
      recorder?.progress('epoch', fraction * all * epochs, all * epochs);
      offerStop();
      hear();
    },
  };
}
