import { speakingFor, type Speaking } from '../results/heaviest-features';
import { significant, unbroken } from '../text/format';
import { Chart, WideTable } from './chart';
import type { PageContent, PageFit } from './content';

/** Classes that have a row each. */
const MOST_CLASSES = 50;

/** Which features speak for and against each class. */
export function Features({ fits, classes, figures }: PageContent) {
  if (fits.length === 0) return null;
  return (
    <section id="features" aria-labelledby="features-title">
      <h2 id="features-title">What speaks for each class</h2>
      <p>
        How much one standard deviation more of a feature adds to the score of a class. Features
        that say much the same share their weight.
      </p>
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
  const headings = ['class', 'for it', 'against it'];
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
        {classes.slice(0, MOST_CLASSES).map((name, k) => {
          const speaking = speakingFor(features, k);
          return (
            <tr>
              <th scope="row">{name}</th>
              <td class="outcome">{words(speaking.for)}</td>
              <td class="outcome">{words(speaking.against)}</td>
            </tr>
          );
        })}
      </WideTable>
    </>
  );
}

function words(speaking: readonly Speaking[]): string {
  if (speaking.length === 0) return '–';
  return speaking
    .map(({ name, weight }) => unbroken(`${name} ${significant(weight, 2).replace('-', '−')}`))
    .join(', ');
}
