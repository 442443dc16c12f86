import { byteWords } from '../../files';
import type { EncodedGroups } from '../../patches';

/** Names a group, e.g. `2 of 4: patches 1,025 to 2,048`. */
export function whereAmong({ all }: EncodedGroups, g: number): string {
  const { first, patches } = all[g];
  const [from, to] = [first + 1, first + patches.settings.patches].map((own) =>
    own.toLocaleString('en'),
  );
  return `${g + 1} of ${all.length}: patches ${from} to ${to}`;
}

/** Says how many groups of what size there are. */
export function groupWords({ all, bytes }: EncodedGroups): string {
  const largest = Math.max(...all.map(({ patches }) => patches.settings.patches));
  const size = `${largest.toLocaleString('en')} patches in ${byteWords(bytes)} of memory`;
  return `trained in ${all.length} groups of ${size}`;
}
