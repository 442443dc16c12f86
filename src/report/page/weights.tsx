import { significant } from '../text/format';
import type { PageContent, PartRun } from './content';

/** The learnt weights as pictures: what each class looks like to each run. */
export function Weights({ runs, classes }: PageContent) {
  return (
    <section id="weights" aria-labelledby="weights-title">
      <h2 id="weights-title">Learnt weights</h2>
      <p>
        Each class’s weights as a picture: where it is bright in a colour, brightness in that colour
        speaks for the class; where it is dark, against it.
      </p>
      <form class="controls" aria-label="How the weights are shown">
        <fieldset>
          <legend>Scale</legend>
          <label>
            <input type="radio" name="scale" value="own" checked /> each class its own
          </label>
          <label>
            <input type="radio" name="scale" value="common" /> common to a run’s classes
          </label>
        </fieldset>
      </form>
      {runs.map((one, i) => (
        <RunWeights {...one} classes={classes} index={i} />
      ))}
    </section>
  );
}

function RunWeights({ run, label, pictures, classes, index }: PartRun) {
  const { norm, largest } = run.analysis?.weights ?? {};
  const sizes = `‖W‖ = ${decimal(norm)}, largest |W| = ${decimal(largest)}.`;
  const notes = {
    own: `From each class’s smallest weight (black) to its largest (white). ${sizes}`,
    common: `From −${decimal(largest)} (black) to +${decimal(largest)} (white); mid-grey is 0. ${sizes}`,
  };
  return (
    <div class="run" data-run={index}>
      <h3>{label.title}</h3>
      {pictures === null ? (
        <p class="note">No weights were saved with this run.</p>
      ) : (
        (['own', 'common'] as const).map((scale) => (
          <div data-scale={scale}>
            <ul class="pictures templates">
              {pictures.templates[scale].map((url, k) => (
                <li>
                  <img src={url} alt={`Weights of ${classes[k]}`} width={96} height={96} />
                  <span>{classes[k]}</span>
                </li>
              ))}
            </ul>
            <p class="note">{notes[scale]}</p>
          </div>
        ))
      )}
    </div>
  );
}

function decimal(value: number | undefined): string {
  return value === undefined ? '?' : significant(value);
}
