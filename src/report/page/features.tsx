import { speakingRows } from '../rows/column-rows';
import { FEATURES_INTRO } from '../text/introductions';
import { Chart, TableRows, WideTable } from './chart';
import type { PageContent, PageFit } from './content';

/** Which features speak for and against each class. */
export function Features({ fits, classes, figures }: PageContent) {
  if (fits.length === 0) return null;
  return (
    <section id="features" aria-labelledby="features-title">
      <h2 id="features-title">What speaks for each class</h2>
      <p>{FEATURES_INTRO}</p>
      {fits.map((one) => (
        <OneFit {...one} classes={classes} figures={figures} />
      ))}
    </section>
  );
}

function OneFit({
  features,
  figure,
  from,
  classes,
  figures,
}: PageFit & Pick<PageContent, 'classes' | 'figures'>) {
  const { headings, rows } = speakingRows(features, classes);
  return (
    <>
      {from !== null && <h3>{from}</h3>}
      <Chart
        figure={figures[figure.name]}
        title={`The ${Math.min(20, features.length)} heaviest features`}
      />
      <WideTable
        label={`What speaks for each class${from === null ? '' : `, ${from}`}`}
        headings={headings}
        class="speaking"
      >
        <TableRows rows={rows} kinds={[undefined, 'outcome', 'outcome']} />
      </WideTable>
    </>
  );
}
