import { solverWords } from '../../training';
import { capital } from '../conclusions/words';
import type { EpochPictures } from '../pictures';
import { hasCurves } from '../results/has-curves';
import { unitOf } from '../results/units';
import { percent, significant, unbroken } from '../text/format';
import { WEIGHTS_INTRO } from '../text/introductions';
import { Chart } from './chart';
import type { PageContent, PartRun } from './content';
import { EpochSlider } from './epoch-slider';
import { NoPictures } from './no-pictures';
import { RunName } from './run-name';
import { scaleFilters, WeightScales } from './weight-scales';

/** False of a fit of other features than pixels: what speaks for each class says it better. */
export function hasWeights({ runs }: Pick<PageContent, 'runs'>): boolean {
  return hasCurves(runs) || runs.some(({ image }) => image !== null);
}

/** The learnt weights as pictures, and how they came about: what each class looks like to each run. */
export function Weights(content: PageContent) {
  if (!hasWeights(content)) return null;
  const { runs, classes, chosen, figures } = content;
  const pictured = runs.flatMap(({ pictures }) => (pictures === null ? [] : [pictures]));
  const epochs = pictured.flatMap(({ overEpochs }) => overEpochs.map(({ epoch }) => epoch));
  const unit = unitOf(runs.map(({ run }) => run));
  return (
    <section id="weights" aria-labelledby="weights-title">
      <h2 id="weights-title">Learnt weights</h2>
      {pictured.length > 0 && <p>{WEIGHTS_INTRO}</p>}
      {pictured.length > 0 && <WeightScales unit={unit} />}
      <div>
        {runs.map((one, i) => (
          <RunWeights {...one} classes={classes} index={i} isChosen={i === chosen} />
        ))}
        <EpochSlider epochs={[...new Set(epochs)].sort((a, b) => a - b)} unit={unit} />
      </div>
      {'weight-norm' in figures && (
        <Chart figure={figures['weight-norm']} title={`‖W‖ after each ${unit}`} />
      )}
    </section>
  );
}

function RunWeights({ label, classes, index, isChosen, ...own }: PartRun) {
  const { run, pictures } = own;
  const { overEpochs = [] } = pictures ?? {};
  const filters = scaleFilters(overEpochs);
  const keys = [0, Math.floor((overEpochs.length - 1) / 2), overEpochs.length - 1];
  return (
    <div class="run" data-run={index}>
      <h3>
        <RunName label={label} chosen={isChosen} title />
      </h3>
      {pictures === null && <NoPictures {...own} />}
      <div class="snapshots">
        {overEpochs.map((one, i) => (
          <div data-epoch={one.epoch} class={keys.includes(i) ? 'key' : undefined}>
            <ul class="pictures templates">
              {one.urls.map((url, k) => (
                <li>
                  <img
                    src={url}
                    alt={`Weights of ${classes[k]}, ${epochWords(one, run)}`}
                    width={96}
                    height={96}
                    style={filters[i][k]}
                  />
                  <span>{classes[k]}</span>
                </li>
              ))}
            </ul>
            <p class="note">
              <b>{capital(epochWords(one, run))}</b>
              {figuresOf(run, one)}
            </p>
          </div>
        ))}
      </div>
    </div>
  );
}

function epochWords({ epoch }: EpochPictures, run: PartRun['run']): string {
  const { unit } = solverWords(run);
  if (run.history.length === 0) return 'at the end';
  return epoch === 0 ? `before the first ${unit}` : `after ${unit} ${epoch}`;
}

/** The figures of the weights after an epoch. */
function figuresOf({ history }: PartRun['run'], { epoch, norm, ranges }: EpochPictures): string {
  const record = history.find((one) => one.epoch === epoch);
  const largest = Math.max(...ranges.flat().map(Math.abs));
  const parts = [`‖W‖ = ${significant(norm)}`, `largest |W| = ${significant(largest)}`];
  const accuracy = record && `validation accuracy ${percent(record.validation.accuracy)}`;
  return `: ${[...parts, ...(accuracy ? [unbroken(accuracy)] : [])].join(', ')}.`;
}

/** A picture for each class. */
export function TemplatePictures({
  urls,
  classes,
}: {
  readonly urls: readonly string[];
  readonly classes: readonly string[];
}) {
  return (
    <ul class="pictures templates">
      {urls.map((url, k) => (
        <li>
          <img src={url} alt={`Weights of ${classes[k]}`} width={96} height={96} />
          <span>{classes[k]}</span>
        </li>
      ))}
    </ul>
  );
}
