import { Findings } from '../../report/page/findings';
import type { PlacedFinding } from '../../report/results/said-findings';
import { isDoubtful } from '../../report/text/findings-text';
import { count } from '../../report/text/format';
import type { LiveContent } from './content';

/** The doctor's findings so far. */
export function Checks({ state: { findings, runs } }: LiveContent) {
  const shared = findings.map((one): PlacedFinding => ({ ...one, on: 'data and code' }));
  const own = runs.flatMap((run) =>
    run.findings.map((one): PlacedFinding => ({ ...one, on: run.title })),
  );
  const all = [...shared, ...own];
  const doubtful = all.filter(isDoubtful).length;
  const verb = doubtful === 1 ? 'has' : 'have';
  return (
    <section id="checks" aria-labelledby="checks-title">
      <h2 id="checks-title">Checks</h2>
      <div data-part="findings">
        <p>
          {all.length === 0 && 'The training doctor has found nothing yet.'}
          {all.length > 0 &&
            (doubtful === 0
              ? 'Nothing is doubtful so far.'
              : `${count(doubtful, 'check')} of ${all.length} so far ${verb} doubts.`)}
        </p>
        <Findings findings={all} />
      </div>
    </section>
  );
}
