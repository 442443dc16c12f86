import path from 'node:path';
import { plotId } from './chart';
import { Checks } from './checks';
import { Conclusions } from './conclusions';
import type { PageContent } from './content';
import { Curves } from './curves';
import { Data as DataSection } from './data';
import { BROWSER, renderDocument } from './document';
import { Effects } from './effects';
import { Examples } from './examples';
import { Features } from './features';
import { Header, Toolbar } from './header';
import { Making } from './making';
import { Patches } from './patches';
import { Search } from './search';
import { Summary } from './summary';
import { TestSet } from './test-set';
import { Weights } from './weights';

/** The sections, in the order in which they are read. */
const SECTIONS = [
  Summary,
  DataSection,
  Search,
  Conclusions,
  Curves,
  Effects,
  Weights,
  Features,
  Patches,
  TestSet,
  Examples,
  Checks,
  Making,
];

/** The page's own script, in the order in which its parts need one another. */
const SCRIPTS = [
  'reading.js',
  'choosing.js',
  'plots.js',
  'windows.js',
  'weights.js',
  'comparing.js',
  'folding.js',
  'theme.js',
  'start.js',
];

/** The whole report as one HTML document in consecutive parts; it requests nothing from outside. */
export function renderPage(content: PageContent): Promise<Uint8Array[]> {
  return renderDocument({
    title: title(content),
    scripts: SCRIPTS.map((name) => path.join(BROWSER, name)),
    above: [<Header {...content} />, <Toolbar {...content} />],
    sections: SECTIONS.map((Section) => <Section {...content} />),
    data: {
      plots: plotsOf(content),
      results: content.origins.map(({ results }) => results),
      csv: content.csv,
    },
  });
}

function title({ title: given, runs }: PageContent): string {
  if (given !== null) return `${given} – onelayer`;
  return runs.length === 1 ? `${runs[0].label.title} – onelayer` : 'Training report – onelayer';
}

/** The interactive plots, by their ids. */
function plotsOf({ runs, figures }: PageContent): Record<string, object> {
  const shared = Object.values(figures).map((figure) => [plotId(figure), figure.plot] as const);
  const own = runs.flatMap((run, i) =>
    Object.values(run.figures).map((figure) => [plotId(figure, i), figure.plot] as const),
  );
  return Object.fromEntries([...shared, ...own]);
}
