import { isBatch } from '../../training';
import { withHomeShort } from '../results/making';
import { batchMethodWords, describeOthers } from '../results/method-words';
import { count } from '../text/format';
import type { Origin } from '../sources';
import type { PageContent } from './content';

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

function OriginMaking({
  name,
  results: { backend, created, data, made, samples, runs },
  named,
}: Origin & { readonly named: boolean }) {
  const settings = [...new Set(runs.map(settingsOf))];
  const library = backend.openblas ? ` ${backend.openblas.version} (${backend.openblas.core})` : '';
  return (
    <>
      {named && <h3>{name}</h3>}
      <dl>
        <dt>Results written</dt>
        <dd>
          <time dateTime={created}>{created.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}</time>
        </dd>
        {made && (
          <>
            <dt>Command</dt>
            <dd>
              <code>{withHomeShort(made.command)}</code>
            </dd>
            <dt>onelayer</dt>
            <dd>
              {made.version}, with Node {made.node}
            </dd>
            <dt>Processor</dt>
            <dd>
              {made.processor}, {made.platform}
            </dd>
          </>
        )}
        <dt>Backend</dt>
        <dd>
          {backend.name}
          {library}, {count(backend.threads, 'thread')}: {withHomeShort(backend.reason)}
        </dd>
        <dt>Training</dt>
        {settings.map((text) => (
          <dd>{text}</dd>
        ))}
        <OwnCode {...{ runs }} />
        <dt>Samples</dt>
        <dd>
          {samples.training.toLocaleString('en')} for training,{' '}
          {samples.validation.toLocaleString('en')} for validation,{' '}
          {samples.test.toLocaleString('en')} for the test
        </dd>
        <dt>Data</dt>
        <dd>from {withHomeShort(data.source)}</dd>
        {data.files.map((file) => (
          <dd>
            {file.name}, MD5 <code>{file.md5}</code>
          </dd>
        ))}
      </dl>
    </>
  );
}

/** Whose code trained, if it wasn't onelayer's alone. */
function OwnCode({ runs }: Pick<Origin['results'], 'runs'>) {
  const codes = new Map(runs.flatMap(({ code }) => (code ? [[code.sha256, code] as const] : [])));
  if (codes.size === 0) return null;
  return (
    <>
      <dt>Code of one’s own</dt>
      {[...codes.values()].map(({ file, sha256, functions }) => (
        <dd>
          {file} ({functions.join(', ')}), SHA-256 <code>{sha256}</code>
        </dd>
      ))}
    </>
  );
}

function settingsOf(run: Origin['results']['runs'][number]): string {
  const { epochs, batchSize, seed, shuffle, dtype } = run;
  if (isBatch(run)) return [batchMethodWords(run), ...describeOthers(run)].join(', ');
  const basic = `${epochs} epochs of mini-batches of ${batchSize}, ${shuffle ? 'shuffled' : 'in order'}, seed ${seed}, ${dtype}`;
  return [basic, ...describeOthers(run)].join(', ');
}
