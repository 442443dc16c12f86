import { show } from '../../errors';
import { jsonText } from '../../files';
import { differences } from '../../training';
import type { Header } from './form';

/** Lists what differs between the sweep that a journal is of and another, in words. */
export function headerDifferences(kept: Header, now: Header): string[] {
  const found = [
    ...differing('', kept.fixed, now.fixed),
    ...differing('space.', kept.space, now.space),
    ...differing('', decisions(kept), decisions(now)),
    ...dataDifferences(kept.data, now.data),
  ];
  if (found.length > 0 || areSame(kept.trials, now.trials)) return found;
  return ['its trials are others, made by another version of onelayer'];
}

function areSame(kept: Header['trials'], now: Header['trials']): boolean {
  return (
    kept.length === now.length && kept.every((own, i) => differences(own, now[i]).length === 0)
  );
}

const decisions = ({ draws, folds, halving, arithmetic, plans }: Header) => ({
  draws,
  folds,
  halving,
  arithmetic,
  plans,
});

function differing(prefix: string, kept: object, now: object): string[] {
  const [before, after] = [kept, now].map((values) => new Map(Object.entries(values)));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [was, is] = [before, after].map((values) => inWords(values.get(name)));
    return was === is ? [] : [`${prefix}${name} was ${was}, and is ${is}`];
  });
}

function* dataDifferences(kept: Header['data'], now: Header['data']): Generator<string> {
  for (const set of ['training', 'validation'] as const) {
    const [was, is] = [kept[set], now[set]];
    if (was?.shape !== is?.shape) {
      yield `the ${set} set had ${was?.shape ?? 'no samples'}, and has ${is?.shape ?? 'none'}`;
    } else if (was?.sha256 !== is?.sha256) yield `the ${set} set has other contents`;
  }
}

function inWords(value: unknown): string {
  if (value === undefined || value === null) return 'not given';
  return typeof value === 'object' ? jsonText(value) : show(value);
}
