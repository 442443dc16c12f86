import { show, warn } from '../../errors';

/** More names are no slips of a hand, and would hold the event loop up. */
const MOST_COMPARED = 2 ** 13;

/**
 * Warns if classes differ by upper and lower case, blanks, or the form of a letter's accent alone: they
 * are probably one.
 *
 * @param name  of the data set
 */
export function warnOfAlikeClasses(name: string, classes: readonly string[]): void {
  const known = new Map<string, string>();
  for (const label of classes.slice(0, MOST_COMPARED)) {
    const plain = label.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
    const other = known.get(plain);
    if (other === undefined) known.set(plain, label);
    else {
      const both = `${show(other)} and ${show(label)}`;
      const how =
        other.toLowerCase() === label.toLowerCase()
          ? 'by upper and lower case'
          : 'by blanks or by how their letters are encoded';
      warn('ALIKE_CLASSES', `${name}: the classes ${both} differ ${how} alone: if they mean the same, write them alike`); // prettier-ignore
      return;
    }
  }
}
