import type { BackendReport } from '../backend';
import type { ImageShape } from '../data';
import { printedAs, shortened } from '../display';
import type { PatchFeatures } from '../patches';
import type { FittedModel } from '../model';
import type { Preparation } from '../tables/preparation';
import type { AnyEpochRecord } from '../training';
import type { SetEvaluation } from './evaluation';
import { classesTable } from './shown/classes';

/** What a classifier's summary has, as JSON values. @inline */
export interface ClassifierSummary {
  readonly fitted: boolean;
  /** The labels of the K classes. Absent before `fit`. */
  readonly classes?: readonly unknown[];
  /** d. Absent before `fit`. */
  readonly features?: number;
  readonly [fact: string]: unknown;
}

/** What a summary is made of: see `LinearClassifier`. */
interface Facts {
  readonly classes: readonly unknown[];
  readonly features: number;
  readonly preparation: Preparation | null;
  readonly patches: PatchFeatures | null;
  readonly bytes: boolean;
  readonly image: ImageShape | null;
  readonly loss: string;
  readonly temperature: number;
  readonly history: readonly AnyEpochRecord[];
  readonly backend: BackendReport;
}

/** The facts of a fitted classifier that `console.log` prints. */
export function summaryOf(classifier: Facts): ClassifierSummary {
  const { classes, features, preparation, bytes, image, loss, temperature, history } = classifier;
  const { patches } = classifier;
  const last = history.at(-1);
  return {
    fitted: true,
    classes: shortened(classes),
    ...(preparation && { columns: shortened(preparation.columns, ({ name }) => name) }),
    features,
    bytes,
    ...(image && { image }),
    ...(patches && { patches: patches.settings.patches }),
    loss,
    ...(temperature !== 1 && { temperature }),
    ...(last && { epochs: last.epoch, train: last.train }),
    ...(last?.validation && { validation: last.validation }),
    backend: classifier.backend.name,
  };
}

/** What a classifier is printed by. */
interface Classifier {
  readonly model: FittedModel;
  toJSON(): ClassifierSummary;
}

/** Makes classifiers be printed by their summary, and notebooks show what speaks for each class. */
export function printedClassifier(prototype: Classifier): void {
  printedAs(prototype, {
    name: 'LinearClassifier',
    summary: (own) => own.toJSON(),
    facts: (own) => {
      const { fitted, ...others } = own.toJSON();
      return fitted ? { ...others, classes: own.model.classes.length } : { fitted, ...others };
    },
    tables: (own) => (own.toJSON().fitted ? [classesTable(own.model)] : []),
  });
}

/** Makes an evaluation be printed without its predictions, whose number it tells. */
export function printedEvaluation(evaluation: SetEvaluation): SetEvaluation {
  return printedAs(evaluation, {
    name: 'Evaluation',
    summary: ({ predictions, ...metrics }) => ({ samples: predictions.length, ...metrics }),
  });
}
