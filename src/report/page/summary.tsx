import { isBatch, isUsed } from '../../training';
import { signed } from '../conclusions/words';
import { isOnAssignmentData } from '../results/reported-accuracy';
import { differingSettings } from '../results/setting-words';
import { hasCurves } from '../results/has-curves';
import { unitOf } from '../results/units';
import { certificateWords } from '../text/certificate-words';
import {
  count,
  duration,
  nats,
  percent,
  rangeWords,
  settingNumber,
  unbroken,
} from '../text/format';
import { Chart, WideTable } from './chart';
import type { PageContent, PageRun } from './content';
import { RunName } from './run-name';
import { TemplatePictures } from './weights';

/** The most pictures that the first screen has room for. */
const MOST = 10;

/** The chosen run with a picture, and the table that the assignment asks for. */
export function Summary(content: PageContent) {
  const { runs, origins, chosen } = content;
  const comparable = origins.filter(({ results }) => isOnAssignmentData(results.data));
  const beside = runs.some(({ reported }) => reported !== null);
  const settings = differingSettings(runs.map(({ run }) => run));
  const unit = unitOf(runs.map(({ run }) => run));
  const curves = hasCurves(runs);
  const hasEta = runs.some(({ run }) => isUsed('eta', run));
  const headings = [
    ...['run', 'λ', ...(hasEta ? ['η'] : []), 'test accuracy'],
    ...(beside ? ['assignment report', 'difference, points'] : []),
    ...(curves ? ['training accuracy', 'validation accuracy'] : []),
    ...(curves ? [`cost after ${unit} 1`, 'cost at the end'] : []),
    'time',
  ];
  return (
    <section id="summary" aria-labelledby="summary-title">
      <h2 id="summary-title" class="hidden-text">
        Results
      </h2>
      {chosen !== null &&
        (curves ? <Hero {...content} chosen={chosen} /> : <FitHero {...content} chosen={chosen} />)}
      <WideTable label="Results of each run" headings={headings}>
        {runs.map((one, i) => (
          <SummaryRow
            {...one}
            index={i}
            settings={settings[i]}
            beside={beside}
            hasEta={hasEta}
            curves={curves}
            isChosen={i === chosen}
          />
        ))}
      </WideTable>
      <Optima runs={runs} />
      <p class="note">
        {curves && `Accuracies after the last finished ${unit}. `}
        {beside &&
          '“Assignment report” is the test accuracy that the report this work follows states for the configuration.'}
        {curves &&
          comparable.length < origins.length &&
          ' The report this work follows trained on data_batch_1 alone: beside runs on other data, its accuracies are left out.'}
      </p>
    </section>
  );
}

/** How far the runs that have a certificate are from their optimum at most. */
function Optima({ runs }: Pick<PageContent, 'runs'>) {
  const certified = runs.flatMap(({ run: { certificate = null }, label }, index) =>
    certificate === null ? [] : [{ certificate, label, index }],
  );
  if (certified.length === 0) return null;
  return (
    <ul class="optima">
      {certified.map(({ certificate, label, index }) => (
        <li data-run={index}>
          <b>{unbroken(label.title)}</b>: {unbroken(certificateWords(certificate))}.
        </li>
      ))}
    </ul>
  );
}

/** The test accuracy of the chosen run, beside what it has learnt. */
function Hero({ runs, classes, chosen }: PageContent & { readonly chosen: number }) {
  const { run, label, pictures, figures } = runs[chosen];
  const validation = run.history.at(-1)?.validation.accuracy ?? NaN;
  return (
    <div class="hero">
      <div>
        <p class="eyebrow">
          {runs.length > 1 ? 'Chosen: the highest validation accuracy' : 'Test accuracy'}
        </p>
        <p class="number">{percent(run.test?.accuracy ?? NaN)}</p>
        <p>
          of the test set is recognised by <b>{unbroken(label.title)}</b>, and{' '}
          {unbroken(percent(validation))} of the validation set. Guessing has{' '}
          {unbroken(percent(1 / classes.length))}.
        </p>
      </div>
      {pictures === null ? (
        <Chart figure={figures.accuracy} still title={`Accuracy of ${label.name}`} />
      ) : (
        <Templates pictures={pictures} classes={classes} />
      )}
    </div>
  );
}

/** The test accuracy of a fit, with its interval and what it is worth; beside it, what it has learnt. */
function FitHero({ runs, origins, classes, chosen }: PageContent & { readonly chosen: number }) {
  const { run, label, pictures, figures: own } = runs[chosen];
  const fit = origins.find(({ results }) => results.runs.includes(run))?.results.fit;
  return (
    <div class="hero">
      <div>
        <p class="eyebrow">Test accuracy</p>
        <p class="number">{percent(run.test?.accuracy ?? NaN)}</p>
        <p>
          of the test set is recognised by <b>{unbroken(label.title)}</b>
          {fit && (
            <>
              : {rangeWords(fit.interval)} % of all such data, with a confidence of 95 %. Always
              saying {fit.majority.label}, the most frequent class, has{' '}
              {unbroken(percent(fit.majority.accuracy))}
            </>
          )}
          .
        </p>
      </div>
      {pictures !== null ? (
        <Templates pictures={pictures} classes={classes} />
      ) : (
        <Chart
          figure={own['class-metrics']}
          still
          title="Precision, recall and F1 of each class on the test set"
        />
      )}
    </div>
  );
}

function Templates({
  pictures,
  classes,
}: Pick<PageContent, 'classes'> & { readonly pictures: NonNullable<PageRun['pictures']> }) {
  return (
    <figure>
      <TemplatePictures urls={pictures.templates.own.slice(0, MOST)} classes={classes} />
      <figcaption class="note">
        What it looks for: the weights of{' '}
        {classes.length > MOST
          ? `the first ${MOST} classes as pictures`
          : 'each class as a picture'}
      </figcaption>
    </figure>
  );
}

function stoppedWords(run: PageRun['run']): string {
  const { length } = run.history;
  if (isBatch(run)) return `stopped after ${count(length, 'iteration')}`;
  return `stopped after ${length} of ${run.epochs} epochs`;
}

/** A short setting is kept on one line. */
function whole(setting: string): string {
  return setting.length > 16 ? setting : setting.replaceAll(' ', '\u00a0');
}

interface SummaryRowProps extends PageRun {
  readonly index: number;
  /** The settings beside λ and η in which the runs differ. */
  readonly settings: readonly string[];
  readonly beside: boolean;
  /** Whether a run has an η. */
  readonly hasEta: boolean;
  /** Whether a run has a history. */
  readonly curves: boolean;
  readonly isChosen: boolean;
}

function SummaryRow(props: SummaryRowProps) {
  const { run, label, reported, index, settings, beside, curves, hasEta, isChosen } = props;
  const first = run.history.at(0);
  const last = run.history.at(-1);
  return (
    <tr data-run={index} class={isChosen ? 'chosen' : undefined}>
      <th scope="row">
        <RunName label={label} chosen={isChosen} />
        {settings.length > 0 && <span class="settings">{settings.map(whole).join(', ')}</span>}
      </th>
      <td>{settingNumber(run.lambda)}</td>
      {hasEta && <td>{isUsed('eta', run) ? settingNumber(run.eta) : '–'}</td>}
      <td class="key">{run.test ? percent(run.test.accuracy) : stoppedWords(run)}</td>
      {beside && (
        <>
          <td>{reported === null ? '–' : percent(reported)}</td>
          <td>
            {reported !== null && run.test ? signed(100 * (run.test.accuracy - reported), 2) : '–'}
          </td>
        </>
      )}
      {curves && (
        <>
          <td>{last ? percent(last.train.accuracy) : '–'}</td>
          <td>{last ? percent(last.validation.accuracy) : '–'}</td>
          <td>{first ? nats(first.train.cost) : '–'}</td>
          <td>{last ? nats(last.train.cost) : '–'}</td>
        </>
      )}
      <td>{duration(run.seconds)}</td>
    </tr>
  );
}
