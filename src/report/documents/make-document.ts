import { usualTitle } from '../text/report-title';
import type { DocumentContent } from './content';
import type { Block, ReportDocument } from './document';
import { checksSection } from './sections/checks';
import { conclusionsSection } from './sections/conclusions';
import { curvesSection, effectsSection } from './sections/curves';
import { dataSection, searchSection } from './sections/data';
import { makingSection } from './sections/making';
import { patchesSection } from './sections/patches';
import { resultsSection } from './sections/results';
import { testSetSection } from './sections/test-set';
import { examplesSection, featuresSection, weightsSection } from './sections/weights';

/** The sections, in the order in which they are read; some may be empty. */
const SECTIONS: readonly ((content: DocumentContent) => Block[])[] = [
  resultsSection,
  dataSection,
  searchSection,
  conclusionsSection,
  curvesSection,
  effectsSection,
  weightsSection,
  patchesSection,
  featuresSection,
  testSetSection,
  examplesSection,
  checksSection,
  makingSection,
];

export function makeDocument(content: DocumentContent): ReportDocument {
  const { title, author, origins, runs } = content;
  const created = origins.map(({ results }) => results.created).toSorted();
  return {
    title: title ?? usualTitle(runs),
    author,
    created: created[created.length - 1],
    blocks: SECTIONS.flatMap((section) => section(content)),
  };
}
