import { isBatch, isUsed } from '../../training';
import { capital, signed } from '../conclusions/words';
import { hasCurves } from '../results/has-curves';
import { isOnAssignmentData } from '../results/reported-accuracy';
import { differingSettings } from '../results/setting-words';
import { unitOf } from '../results/units';
import { certificateWords } from '../text/certificate-words';
import {
  count,
  duration,
  nats,
  percent,
  rangeWords,
  settingNumber,
  unbroken,
} from '../text/format';
import { requestWords } from '../text/request-words';
import type { Words } from '../text/words';
import type { Origin, SourceRun } from '../sources';

/** A run of the table of results. */
export type SummaryRun = Pick<SourceRun, 'run' | 'label' | 'reported'>;

/** The table of all runs' results that the assignment asks for. */
export interface SummaryRows {
  /** That of the run's name first. */
  readonly headings: readonly string[];
  readonly rows: readonly {
    /** The settings beside λ and η in which the runs differ. */
    readonly settings: readonly string[];
    /** The cells below all headings but the first. */
    readonly cells: readonly string[];
  }[];
}

/** The heading of the column that matters most. */
export const KEY_HEADING = 'test accuracy';

export function summaryRows(runs: readonly SummaryRun[]): SummaryRows {
  const settings = differingSettings(runs.map(({ run }) => run));
  const unit = unitOf(runs.map(({ run }) => run));
  const shown = {
    beside: hasReported(runs),
    curves: hasCurves(runs),
    hasEta: runs.some(({ run }) => isUsed('eta', run)),
  };
  return {
    headings: [
      ...['run', 'λ', ...(shown.hasEta ? ['η'] : []), KEY_HEADING],
      ...(shown.beside ? ['assignment report', 'difference, points'] : []),
      ...(shown.curves ? ['training accuracy', 'validation accuracy'] : []),
      ...(shown.curves ? [`cost after ${unit} 1`, 'cost at the end'] : []),
      'time',
    ],
    rows: runs.map((one, i) => ({ settings: settings[i], cells: cellsOf(one, shown) })),
  };
}

function hasReported(runs: readonly SummaryRun[]): boolean {
  return runs.some(({ reported }) => reported !== null);
}

function cellsOf(
  { run, reported }: SummaryRun,
  {
    beside,
    curves,
    hasEta,
  }: { readonly beside: boolean; readonly curves: boolean; readonly hasEta: boolean },
): string[] {
  const first = run.history.at(0);
  const last = run.history.at(-1);
  const difference =
    reported !== null && run.test ? signed(100 * (run.test.accuracy - reported), 2) : '–';
  return [
    settingNumber(run.lambda),
    ...(hasEta ? [isUsed('eta', run) ? settingNumber(run.eta) : '–'] : []),
    run.test ? percent(run.test.accuracy) : stoppedWords(run),
    ...(beside ? [reported === null ? '–' : percent(reported), difference] : []),
    ...(curves
      ? [
          last ? percent(last.train.accuracy) : '–',
          last ? percent(last.validation.accuracy) : '–',
          first ? nats(first.train.cost) : '–',
          last ? nats(last.train.cost) : '–',
        ]
      : []),
    duration(run.seconds),
  ];
}

function stoppedWords(run: SummaryRun['run']): string {
  const { length } = run.history;
  if (isBatch(run)) return `stopped after ${count(length, 'iteration')}`;
  return `stopped after ${length} of ${run.epochs} epochs`;
}

/** What the columns of the table of results are. */
export function summaryWords(
  runs: readonly SummaryRun[],
  origins: readonly Pick<Origin, 'results'>[],
): string {
  const unit = unitOf(runs.map(({ run }) => run));
  const curves = hasCurves(runs);
  const isComparable = origins.every(({ results }) => isOnAssignmentData(results.data));
  return [
    curves ? `Accuracies after the last finished ${unit}.` : '',
    hasReported(runs)
      ? '“Assignment report” is the test accuracy that the report this work follows states for the configuration.'
      : '',
    curves && !isComparable
      ? 'The report this work follows trained on data_batch_1 alone: beside runs on other data, its accuracies are left out.'
      : '',
    ...runs.flatMap(({ run, label }) => {
      const request = requestWords(run);
      return request === null ? [] : [`${capital(label.name)} ${request}.`];
    }),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** Says after a test accuracy whose it is, and what it is worth. */
export function accuracyWords(
  { run, label }: SummaryRun,
  origins: readonly Pick<Origin, 'results'>[],
): Words {
  const origin = origins.find(({ results }) => results.runs.includes(run)) ?? origins[0];
  const { classes, fit } = origin.results;
  const by = ['of the test set is recognised by ', { strong: unbroken(label.title) }];
  const validation = run.history.at(-1)?.validation.accuracy;
  if (validation !== undefined) {
    const guessing = unbroken(percent(1 / classes.length));
    return [
      ...by,
      `, and ${unbroken(percent(validation))} of the validation set. Guessing has ${guessing}.`,
    ];
  }
  if (!fit) return [...by, '.'];
  const { label: most, accuracy } = fit.majority;
  return [
    ...by,
    `: ${rangeWords(fit.interval)} % of all such data, with a confidence of 95 %. Always ` +
      `saying ${most}, the most frequent class, has ${unbroken(percent(accuracy))}.`,
  ];
}

/** How far the runs that have a certificate are from their optimum at most. */
export function optimumWords(
  runs: readonly SummaryRun[],
): { readonly index: number; readonly words: Words }[] {
  return runs.flatMap(({ run: { certificate = null }, label }, index) =>
    certificate === null
      ? []
      : [
          {
            index,
            words: [
              { strong: unbroken(label.title) },
              `: ${unbroken(certificateWords(certificate))}.`,
            ],
          },
        ],
  );
}
