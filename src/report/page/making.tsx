import { createdWords, makingFacts } from '../rows/making-facts';
import type { Origin } from '../sources';
import type { PageContent } from './content';
import { Worded } from './worded';

/** Versions, data and settings of the runs, so that anyone can reproduce them. */
export function Making({ origins }: PageContent) {
  return (
    <section id="making" aria-labelledby="making-title">
      <h2 id="making-title">How it was made</h2>
      {origins.map((origin) => (
        <OriginMaking {...origin} named={origins.length > 1} />
      ))}
    </section>
  );
}

function OriginMaking({ name, results, named }: Origin & { readonly named: boolean }) {
  const { created } = results;
  return (
    <>
      {named && <h3>{name}</h3>}
      <dl>
        <dt>Results written</dt>
        <dd>
          <time dateTime={created}>{createdWords(created)}</time>
        </dd>
        {makingFacts(results).map(({ term, details }) => (
          <>
            <dt>{term}</dt>
            {details.map((words) => (
              <dd>
                <Worded words={words} />
              </dd>
            ))}
          </>
        ))}
      </dl>
    </>
  );
}
