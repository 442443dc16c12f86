import {
  describeExtensions,
  EXTENSIONS,
  isBatch,
  isUsed,
  solverWords,
  type SettingName,
  type TrainingSettings,
} from '../../training';
import { count } from '../text/format';
import type { OwnCodeUsed, ReportedRun } from './results';

/** What a run is called by. */
export type NamedSettings = TrainingSettings &
  Pick<ReportedRun, 'configuration'> & {
    /** The code that trained it, by its file. Absent where onelayer's own did. */
    readonly code?: Pick<OwnCodeUsed, 'file'>;
  };

/** Empty for what means nothing to the run's solver. */
type Words = (run: NamedSettings) => string;

function ifUsed(name: SettingName, words: Words): Words {
  return (run) => (isUsed(name, run) ? words(run) : '');
}

/** What runs without an extension are said to have; null for what another setting's words say. */
const WITHOUT: Readonly<Record<keyof typeof EXTENSIONS, string | null>> = {
  loss: 'cross-entropy loss',
  labelSmoothing: 'no label smoothing',
  solver: 'mini-batch gradient descent',
  tolerance: `tolerance ${EXTENSIONS.tolerance.default.toExponential()}`,
  momentum: 'no momentum',
  nesterov: null,
  schedule: 'constant η',
  earlyStopping: 'no early stopping',
  classWeights: 'classes weighted alike',
  standardise: 'standardised',
  horizontalFlips: 'no flips',
};

/** Whose code trained a run: the name of its file, or `onelayer`. */
export function trainedBy({ code }: Pick<NamedSettings, 'code'>): string {
  return code?.file ?? 'onelayer';
}

/** Each setting beside λ and η in words, and whose code it was; those first that say most of a run. */
const SETTING_WORDS: readonly Words[] = [
  trainedBy,
  ...Object.entries(WITHOUT).flatMap(([name, without]) =>
    without === null
      ? []
      : [ifUsed(name as SettingName, extensionWords(name as keyof typeof EXTENSIONS, without))],
  ),
  (run) => `${count(run.epochs, solverWords(run).unit)}${isBatch(run) ? ' at most' : ''}`,
  ifUsed('batchSize', ({ batchSize }) => `batch size ${batchSize}`),
  ifUsed('shuffle', ({ shuffle }) => (shuffle ? 'shuffled' : 'in order')),
  ({ dtype }) => dtype,
  ({ seed }) => `seed ${seed}`,
];

function extensionWords(name: keyof typeof EXTENSIONS, without: string): Words {
  return (run) => {
    const [words = without] = describeExtensions(run, { [name]: EXTENSIONS[name] });
    const least = name === 'earlyStopping' ? (run.earlyStopping?.minimumDelta ?? 0) : 0;
    // The usual metric goes without saying.
    return least > 0
      ? `${words} by more than ${least}`
      : words.replace(/ without better accuracy$/, '');
  };
}

/**
 * The settings beside λ and η in which some of the runs differ, in words for each run, e.g.
 * `['momentum 0.9', '10 epochs']` and `['no momentum', '40 epochs']`.
 */
export function differingSettings(runs: readonly ReportedRun[]): string[][] {
  const differing = SETTING_WORDS.filter((of) => new Set(runs.map(of)).size > 1);
  return runs.map((run) => differing.map((of) => of(run)).filter((words) => words !== ''));
}

/**
 * As few of these settings as tell the runs apart that can be told apart by them, in words for each
 * run.
 */
export function distinguishingSettings(runs: readonly NamedSettings[]): string[][] {
  const kinds = (texts: readonly (readonly string[])[]): number =>
    new Set(texts.map((text) => JSON.stringify(text))).size;
  return SETTING_WORDS.reduce<string[][]>(
    (texts, of) => {
      const longer = runs.map((run, i) => [...texts[i], of(run)].filter((words) => words !== ''));
      return kinds(longer) > kinds(texts) ? longer : texts;
    },
    runs.map(() => []),
  );
}
