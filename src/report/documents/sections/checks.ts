import { list as inWords } from '../../conclusions/words';
import { gradientCheckName } from '../../figures';
import type { ReportedGradientCheck } from '../../results/results';
import { doubtWords, merged, offWords, placedFindings } from '../../results/said-findings';
import {
  GRADIENT_ERROR_WORDS,
  gradientCheckRows,
  gradientCheckWords,
  gradientVerdict,
} from '../../rows/gradient-check-rows';
import { unbroken } from '../../text/format';
import { isDoubtful } from '../../text/findings-text';
import { ASSIGNMENT_REPORT_CHECK } from '../../text/tables';
import type { Words } from '../../text/words';
import { figures, list, note, paragraph, part, section, table } from '../blocks';
import { figuresTogether, type DocumentContent } from '../content';
import type { Block } from '../document';
import { numbered } from './data';

/** What a doubtful finding is. */
const VERDICT_WORDS = {
  warning: 'Warning',
  failed: 'Failed',
  passed: 'Passed',
  skipped: 'Skipped',
};

/** The gradient check and the doctor's findings: they tell whether the figures can be trusted. */
export function checksSection(content: DocumentContent): Block[] {
  const { gradientChecks, origins } = content;
  const isFit = origins.every(({ results }) => results.fit !== undefined);
  if (gradientChecks.length === 0 && isFit) return [];
  return [
    section('Checks'),
    part('The gradients'),
    ...(gradientChecks.length === 0 ? [paragraph('The gradients were not checked.')] : []),
    ...gradientChecks.flatMap((check, i) => gradientBlocks(content, check, i)),
    ...doctorBlocks(content),
  ];
}

function gradientBlocks(
  content: DocumentContent,
  check: ReportedGradientCheck,
  i: number,
): Block[] {
  if (check.checks.length === 0) {
    return [paragraph('The gradient check was stopped before the first λ was checked.')];
  }
  const { verdict, why } = gradientVerdict(check);
  return [
    paragraph([{ strong: verdict }, `${why}. ${gradientCheckWords(check)}`]),
    table(numbered('gradient-check', i), 'Errors of the gradient', gradientCheckRows(check), {
      1: 'name',
    }),
    note(unbroken(`${GRADIENT_ERROR_WORDS} ${ASSIGNMENT_REPORT_CHECK}`)),
    ...figures('Errors of the gradient', figuresTogether(content, gradientCheckName(i))),
  ];
}

function doctorBlocks(content: DocumentContent): Block[] {
  const findings = placedFindings(content);
  const off = offWords(content);
  const doubts = merged(findings.filter(isDoubtful)).map(({ findings: [first], on }): Words => {
    const { verdict, meaning, advice } = first;
    return [
      { strong: `${VERDICT_WORDS[verdict]}, ${inWords(on)}: ${meaning}.` },
      ...(advice === null ? [] : [` What to do: ${advice}.`]),
    ];
  });
  return [
    part('The training doctor'),
    ...(off === null ? [] : [paragraph(off)]),
    ...(findings.length === 0 ? [] : [paragraph(doubtWords(findings))]),
    ...list(doubts),
    ...figures(
      'The doctor’s verdicts on data, code and runs',
      figuresTogether(content, 'findings'),
    ),
  ];
}
