import { WideTable } from '../../report/page/chart';
import { withHomeShort } from '../../report/results/making';
import { percent } from '../../report/text/format';
import type { LiveTraining } from '../state';
import type { LiveContent } from './content';

/** The trainings of the folder that is watched, unless this one is alone. */
export function Trainings({ state: { trainings, id } }: LiveContent) {
  const headings = ['folder', 'runs', 'best accuracy', 'done', 'state', 'command'];
  return (
    <div data-part="trainings">
      {trainings.length > 1 && (
        <section id="trainings" aria-labelledby="trainings-title">
          <h2 id="trainings-title">All trainings</h2>
          <WideTable label="The trainings in this folder" headings={headings}>
            {trainings.map((one) => (
              <TrainingRow {...one} isThis={one.id === id} />
            ))}
          </WideTable>
        </section>
      )}
    </div>
  );
}

function TrainingRow(training: LiveTraining & { readonly isThis: boolean }) {
  const { id, url, folder, command, runs, accuracy, fraction, isThis } = training;
  return (
    <tr data-training={id} class={isThis ? 'chosen' : undefined}>
      <th scope="row">
        <a href={url} aria-current={isThis ? 'page' : undefined}>
          {folder}
        </a>
      </th>
      <td>{runs}</td>
      <td data-cell="accuracy">{accuracy === null ? '–' : percent(accuracy)}</td>
      <td data-cell="fraction">{fraction === null ? '–' : `${Math.floor(100 * fraction)} %`}</td>
      <td>{trainingState(training)}</td>
      <td>
        <code>{withHomeShort(command)}</code>
      </td>
    </tr>
  );
}

const ENDINGS: Readonly<Record<NonNullable<LiveTraining['ending']>, string>> = {
  finished: 'finished',
  early: 'stopped early',
  converged: 'converged',
  asked: 'stopped on request',
  interrupted: 'interrupted',
  failed: 'failed',
};

function trainingState({ phase, ending }: LiveTraining): string {
  if (phase === 'training') return 'trains';
  if (phase === 'silent') return 'gives no sign of life';
  return ending === undefined ? 'ended' : ENDINGS[ending];
}
