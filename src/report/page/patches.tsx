import { DICTIONARY_ZOOM } from '../figures';
import type { PatchPictures, SpeakingPatch } from '../pictures';
import { significant } from '../text/format';
import { PATCHES_INTRO } from '../text/introductions';
import type { PageContent, PageRun } from './content';
import { RunName } from './run-name';

/** Returns true if a run has pictures of its patches. */
export function hasPatches({ runs }: Pick<PageContent, 'runs'>): boolean {
  return runs.some(({ patches }) => patches !== null);
}

/** The dictionaries of patches, and those of them that speak for and against each class. */
export function Patches(content: PageContent) {
  if (!hasPatches(content)) return null;
  const { runs, classes, chosen } = content;
  return (
    <section id="patches" aria-labelledby="patches-title">
      <h2 id="patches-title">Patches</h2>
      <p>{PATCHES_INTRO}</p>
      {runs.map(({ label, patches }, i) => (
        <RunPatches {...{ label, patches, classes, index: i, isChosen: i === chosen }} />
      ))}
    </section>
  );
}

function RunPatches({
  label,
  patches,
  classes,
  index,
  isChosen,
}: Pick<PageRun, 'label' | 'patches'> & {
  readonly classes: readonly string[];
  readonly index: number;
  readonly isChosen: boolean;
}) {
  if (patches === null) return null;
  return (
    <div class="run" data-run={index}>
      <h3>
        <RunName label={label} chosen={isChosen} title />
      </h3>
      <Dictionary {...patches.dictionary} />
      {patches.classes.map((own, k) => (
        <div class="class-row">
          <h4>{classes[k]}</h4>
          <Row title="For" name={classes[k]} patches={own.for} />
          <Row title="Against" name={classes[k]} patches={own.against} />
        </div>
      ))}
    </div>
  );
}

function Dictionary({ url, shown, width, height }: PatchPictures['dictionary']) {
  return (
    <img
      class="dictionary"
      src={url}
      alt={`${shown} patches of the dictionary`}
      width={DICTIONARY_ZOOM * width}
      height={DICTIONARY_ZOOM * height}
      style={{ maxWidth: '100%', height: 'auto', imageRendering: 'pixelated' }}
    />
  );
}

function Row({
  title,
  name,
  patches,
}: {
  readonly title: string;
  readonly name: string;
  readonly patches: readonly SpeakingPatch[];
}) {
  return (
    <div>
      <h5>{title}</h5>
      <ul class="pictures">
        {patches.map(({ url, isNegative, weight }) => (
          <li>
            <img
              src={url}
              alt={`${isNegative ? 'The negative of a patch' : 'A patch'} ${title.toLowerCase()} ${name}`}
              width={48}
              height={48}
              style={{ imageRendering: 'pixelated' }}
            />
            <span>
              {significant(weight)}
              {isNegative && ', negative'}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
