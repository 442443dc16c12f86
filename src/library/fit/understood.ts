import { countsOf, labelOf, type Label } from '../../data';
import { printedAs } from '../../display';
import type { OmittedColumn, Preparation, PreparedColumn } from '../../tables/preparation';
import type { FitPlan } from './fit-plan';
import type { Given } from './fit-sets';
import type { Parts } from './parts';

/**
 * What `fit` has understood of the data, and how it has split them.
 *
 * @category Fit
 */
export interface Understood {
  /** The data's name: a file's, or `data`. */
  readonly name: string;
  /** All of it in words: a line each. */
  readonly lines: readonly string[];
  /** The labelled rows, those of other data to validate and test on not among them. */
  readonly rows: number;
  /** The rows that were left out, since they have no label. */
  readonly unlabelled: number;
  /** The column of the labels, or the columns of one-hot labels; none of a data set. */
  readonly label: readonly string[];
  /** The columns, and what was learnt of them in the rows that are trained on; null of a data set. */
  readonly columns: readonly PreparedColumn[] | null;
  /** The columns that were left out, and why. */
  readonly omitted: readonly OmittedColumn[];
  /** K: the number of labelled rows of each. */
  readonly classes: readonly { readonly label: Label; readonly rows: number }[];
  /** The rows that the last classifier is fitted to. */
  readonly training: number;
  /** The rows that λ is chosen by, and the number of folds; null for rows that were held out. */
  readonly validation: { readonly rows: number; readonly folds: number | null };
  /** The rows that are tested on. */
  readonly test: number;
  /** How the classifier is trained. */
  readonly plan: FitPlan;
}

/** Classes that are named with their rows. */
const MOST_CLASSES = 10;

/** Characters of a class's name, at most. */
const LONGEST = 40;

/** What `understoodOf` says beside rows and parts. */
interface Planned {
  readonly preparation: Preparation | null;
  /** What the columns are. */
  readonly lines: readonly string[];
  readonly plan: FitPlan;
  readonly seed: number;
}

/** Says what was understood, before anything is trained. */
export function understoodOf(
  given: Given,
  parts: Parts,
  { preparation, lines: described, plan, seed }: Planned,
): Understood {
  const { rows } = given;
  const counts = countsOf(rows, null);
  const { labelType } = rows;
  const classes = rows.classes.map((name, k) => ({
    label: labelOf(name, labelType),
    rows: counts[k],
  }));
  const facts = {
    ...{ name: rows.name, rows: rows.samples, unlabelled: rows.unlabelled, label: rows.label },
    columns: preparation?.columns ?? null,
    omitted: preparation?.omitted ?? [],
    classes,
    training: parts.training.length + (parts.validation?.length ?? 0),
    validation: {
      rows:
        parts.folds === null
          ? (parts.validation?.length ?? given.validation?.samples ?? 0)
          : parts.training.length,
      folds: parts.folds?.length ?? null,
    },
    test: parts.test?.length ?? given.test?.samples ?? 0,
    plan,
  };
  const lines = [rowsLine(facts), ...given.notes, ...described, ...splitLines(facts, given, seed)];
  return printedAs(
    { ...facts, lines },
    { name: 'Understood', summary: (own) => ({ lines: own.lines }) },
  );
}

type Facts = Omit<Understood, 'lines'>;

function rowsLine({ classes, label, name, rows, unlabelled }: Facts): string {
  const shown = classes
    .slice(0, MOST_CLASSES)
    .map((own) => `${clipped(String(own.label))} ${counted(own.rows)}`);
  const more = classes.length - shown.length;
  const all = [...shown, ...(more > 0 ? [`${counted(more)} more`] : [])].join(', ');
  const left = unlabelled === 0 ? '' : `, ${counted(unlabelled)} more without a label left out`;
  const of = label.length === 1 ? ` of ${label[0]}` : '';
  return `${name}: ${counted(rows)} rows${left}; ${classes.length} classes${of}: ${all}`;
}

function splitLines(
  { plan, test, validation, training }: Facts,
  given: Given,
  seed: number,
): string[] {
  const held = `held out, each class in proportion (seed ${seed})`;
  const tested =
    test === 0
      ? 'nothing is tested'
      : `tested on ${counted(test)} rows${given.test === null ? ` ${held}` : ' of their own'}`;
  const { folds, rows } = validation;
  const validated = plan.lambdas.length === 1 ? 'validated on' : 'λ is chosen by';
  const chosen =
    folds !== null
      ? `${validated} ${folds} folds of the other ${counted(rows)}, and fitted to all of them`
      : given.validation !== null
        ? `${validated} ${counted(rows)} rows of their own, after training on ${counted(training)}`
        : `${validated} ${counted(rows)} of the others, and fitted to all ${counted(training)}`;
  return [`${tested}; ${chosen}`];
}

const clipped = (label: string): string =>
  label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label;

const counted = (rows: number): string => rows.toLocaleString('en');
