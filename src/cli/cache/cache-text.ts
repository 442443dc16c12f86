import { printable } from '../../errors';
import { table } from '../../report/text/table';
import { byteWords, type ListedEntry } from '../../files';
import { howToCall } from '../how-to-call';
import { ageWords } from './age';
import type { CachedData, ClearedData } from './cached-data';

/** Formats what the cache has. */
export function cachedText({ folder, fetched, parsed }: CachedData): string {
  const rows = parsed.map((entry) => {
    const { facts, isUsed, size } = entry;
    const what = facts === null ? 'damaged: will be parsed anew' : facts.words;
    return [sourceOf(entry), isUsed ? `${what}, in use` : what, byteWords(size), ageOf(entry)];
  });
  const size = parsed.reduce((sum, own) => sum + own.size, 0);
  const all =
    parsed.length === 0
      ? ['nothing is parsed in the cache']
      : [
          table(['parsed file', 'what', 'size', 'age'], rows, 'left'),
          `${byteWords(size)} are parsed; ${howToCall('cache')} clear removes them`,
        ];
  if (fetched !== null) {
    const words = `${byteWords(fetched.size)} are downloaded, ${printable(fetched.folder)}`;
    all.push(`${words}; ${howToCall('cache')} clear --fetched removes them too`);
  }
  return [`cache folder ${printable(folder)}`, ...all].join('\n');
}

/** Formats what was removed. */
export function clearedText({ fetched, kept, removed }: ClearedData): string {
  const size = removed.reduce((sum, own) => sum + own.size, 0);
  const lines = [
    removed.length === 0
      ? 'nothing was parsed that could be removed'
      : `removed ${removed.length} parsed ${removed.length === 1 ? 'file' : 'files'}, ${byteWords(size)}`,
  ];
  if (fetched !== null) lines.push(`removed ${byteWords(fetched.size)} of downloaded data`);
  for (const entry of kept) lines.push(`kept ${sourceOf(entry)}, which a process uses`);
  return lines.join('\n');
}

function sourceOf({ facts, file }: ListedEntry): string {
  return printable(facts?.source.path ?? file);
}

function ageOf({ facts }: ListedEntry): string {
  return facts === null ? '–' : ageWords((Date.now() - facts.made) / 1000);
}
