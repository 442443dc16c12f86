import type { Example } from '../../model';
import { percent, unbroken } from '../text/format';
import { EXAMPLES_INTRO } from '../text/introductions';
import type { PageContent, PartRun } from './content';
import { NoPictures } from './no-pictures';
import { RunName } from './run-name';
import { hasWeights } from './weights';

/** False of samples that are no images. */
export function hasExamples(content: Pick<PageContent, 'runs'>): boolean {
  return hasWeights(content) || content.runs.some(({ examples }) => examples !== null);
}

/** Test images of which each run is most confident, rightly and wrongly. */
export function Examples(content: PageContent) {
  if (!hasExamples(content)) return null;
  const { runs, classes, chosen, examplesLeftOut } = content;
  return (
    <section id="examples" aria-labelledby="examples-title">
      <h2 id="examples-title">Surest hits and most confident mistakes</h2>
      <p>{EXAMPLES_INTRO}</p>
      {examplesLeftOut ? (
        <p class="note">
          With the images of so many runs, this page would be too large: they stand beside it, in
          each run’s folder, as surest-hits.png and confident-mistakes.png.
        </p>
      ) : (
        chosenFirst(runs, chosen).map(({ one, i }) => (
          <RunExamples {...one} classes={classes} index={i} isChosen={i === chosen} />
        ))
      )}
    </section>
  );
}

function chosenFirst(runs: PageContent['runs'], chosen: number | null) {
  const all = runs.map((one, i) => ({ one, i }));
  return [...all.filter(({ i }) => i === chosen), ...all.filter(({ i }) => i !== chosen)];
}

function RunExamples({
  run,
  label,
  image,
  isOnPatches,
  examples,
  classes,
  index,
  isChosen,
}: PartRun) {
  const { analysis } = run;
  if (analysis === null || examples === null) {
    return (
      <div class="run" data-run={index}>
        <h3>{label.title}</h3>
        <NoPictures {...{ run, image, isOnPatches }} />
      </div>
    );
  }
  return (
    <details class="run" data-run={index} open={isChosen}>
      <summary>
        <h3>
          <RunName label={label} chosen={isChosen} title />
        </h3>
      </summary>
      {analysis.examples.map(({ hits, mistakes }, k) => {
        const urls = examples[k];
        return (
          <div class="class-row">
            <h4>{classes[k]}</h4>
            <Row title="Hits" examples={hits} urls={urls.hits} classes={classes} />
            <Row title="Mistakes" examples={mistakes} urls={urls.mistakes} classes={classes} />
          </div>
        );
      })}
    </details>
  );
}

function Row({
  title,
  examples,
  urls,
  classes,
}: {
  readonly title: string;
  readonly examples: readonly Example[];
  readonly urls: readonly string[];
  readonly classes: readonly string[];
}) {
  return (
    <div>
      <h5>{title}</h5>
      {examples.length === 0 ? (
        <p class="note">none</p>
      ) : (
        <ul class="pictures">
          {examples.map((example, i) => (
            <ExamplePicture {...example} url={urls[i]} classes={classes} />
          ))}
        </ul>
      )}
    </div>
  );
}

interface PictureProps extends Example, Pick<PageContent, 'classes'> {
  readonly url: string;
}

function ExamplePicture({ url, classes, ...example }: PictureProps) {
  const { sample, label, predicted, probability, trueProbability } = example;
  const isRight = label === predicted;
  const own = `; ${classes[label]}: ${percent(trueProbability)}`;
  const title = `Test image ${sample}, ${classes[label]}, taken for ${classes[predicted]}: ${percent(probability)}${isRight ? '' : own}`;
  return (
    <li>
      <img src={url} alt={title} title={title} width={64} height={64} />
      {!isRight && <span>{classes[predicted]}</span>}
      <span>{unbroken(percent(probability))}</span>
    </li>
  );
}
