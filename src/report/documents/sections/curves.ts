import { capital, list as inWords } from '../../conclusions/words';
import { METRICS, type Metric } from '../../figures';
import { hasCurves } from '../../results/has-curves';
import { unitOf } from '../../results/units';
import { cutOffWords } from '../../rows/cut-off-words';
import { EFFECTS_INTRO, effectCaption } from '../../text/introductions';
import { figures, note, paragraph, part, section } from '../blocks';
import { figuresOf, figuresTogether, inDetail, type DocumentContent } from '../content';
import type { Block } from '../document';

/** The learning curves: each metric of all runs in one plot, and of each run by itself. */
export function curvesSection(content: DocumentContent): Block[] {
  if (!hasCurves(content.runs)) return [];
  return [
    section('Learning curves'),
    ...METRICS.flatMap((metric) => metricBlocks(content, metric)),
    ...gapBlocks(content),
  ];
}

function metricBlocks(content: DocumentContent, metric: Metric): Block[] {
  const { runs } = content;
  const unit = unitOf(runs.map(({ run }) => run));
  const cutOff = cutOffWords(metric, runs);
  const overlay = runs.length > 1 ? figuresTogether(content, `${metric}-overlay`) : [];
  const own = inDetail(content).flatMap((run) => figuresOf(run, metric));
  const after = `after each ${unit}`;
  return [
    part(capital(metric)),
    ...figures(`${capital(metric)} ${after} on the validation set, all runs`, overlay),
    ...(cutOff === null || overlay.length === 0 ? [] : [note(cutOff)]),
    ...figures(`${capital(metric)} ${after}, training and validation`, own, 2),
  ];
}

/** How far the runs are above their minimum after each iteration, where it is known. */
function gapBlocks(content: DocumentContent): Block[] {
  const own = inDetail(content).flatMap((run) => figuresOf(run, 'gap'));
  return figures('Gap above the minimum of the cost', own, 2);
}

/** Accuracy, generalisation gap and ‖W‖ along λ and along η. */
export function effectsSection(content: DocumentContent): Block[] {
  const { effects } = content.together;
  if (effects.length === 0) return [];
  const parts = effects.flatMap(({ title, figures: own }) => {
    const names = own.map(({ name }) => name);
    const captions = names.map(effectCaption).map(inSentence);
    return [
      part(title),
      ...figures(capital(inWords(captions)), figuresTogether(content, ...names), 2),
    ];
  });
  return [section('What λ and η do'), paragraph(EFFECTS_INTRO), ...parts];
}

/** A caption that goes on after others. */
function inSentence(caption: string): string {
  return caption.charAt(0).toLowerCase() + caption.slice(1);
}
