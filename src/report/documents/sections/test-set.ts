import { CLASS_NOTE, classRows, confusionRows } from '../../rows/class-rows';
import type { Rows } from '../../rows/rows';
import { figures, note, paragraph, part, section, table } from '../blocks';
import {
  besideEachOther,
  figuresOf,
  figuresTogether,
  type DocumentContent,
  type DocumentRun,
} from '../content';
import type { Block } from '../document';

/** The most classes whose confusion matrix is a table too. */
const MOST_CLASSES = 12;

/** The letters of a name that a column of counts has room for. */
const LONG_NAME = 14;

/** The chosen run on the test set, and the run beside it. */
export function testSetSection(content: DocumentContent): Block[] {
  const shown = besideEachOther(content);
  const { compared, runs } = content;
  if (shown.length === 0) {
    return [section('On the test set'), paragraph('No run was finished, and so none was tested.')];
  }
  const difference =
    compared === null
      ? []
      : figures(
          `Difference of the confusion matrices, in points of the true class: ` +
            `${runs[compared[0]].label.name} minus ${runs[compared[1]].label.name}`,
          figuresTogether(content, 'confusion-difference'),
        );
  return [
    section('On the test set'),
    ...shown.flatMap((run) => runBlocks(run, content)),
    ...difference,
  ];
}

function runBlocks(run: DocumentRun, { classes }: DocumentContent): Block[] {
  const { analysis } = run.run;
  const { name, slug, title } = run.label;
  if (analysis === null) return [];
  const confusion =
    classes.length > MOST_CLASSES
      ? []
      : [
          table(
            `confusion-${slug}`,
            `Confusion matrix: true classes in rows, predicted ones in columns: ${name}`,
            withShortHeadings(confusionRows(analysis, classes)),
          ),
        ];
  return [
    part(title),
    ...figures(
      `Confusion matrix, and precision, recall and F1 of each class: ${name}`,
      figuresOf(run, 'confusion-matrix', 'class-metrics'),
      2,
    ),
    ...confusion,
    table(
      `classes-${slug}`,
      `Precision, recall and F1 of each class: ${name}`,
      classRows(analysis, classes),
    ),
    note(CLASS_NOTE),
    ...figures(
      `Probability given to the true class, and reliability: ${name}`,
      figuresOf(run, 'true-class-probability', 'reliability'),
      2,
    ),
  ];
}

/** A class's name has a row of its own: above a column of counts, its beginning is enough. */
function withShortHeadings({ headings: [first, ...names], rows }: Rows): Rows {
  const short = names.map((name) => {
    const letters = Array.from(name);
    return letters.length <= LONG_NAME ? name : `${letters.slice(0, LONG_NAME - 2).join('')}…`;
  });
  return { headings: [first, ...short], rows };
}
