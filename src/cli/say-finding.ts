import { createColors } from 'picocolors';
import type { Finding } from '../checks';
import { findingText } from '../report';

/** Off a terminal, where `isTTY` is undefined, what is kept in a file stays plain. */
const { red, yellow } = process.stdout.isTTY ? createColors() : createColors(false);

/** A finding for the terminal: what isn't as it should be stands out. */
export function findingForTerminal(finding: Finding): string {
  return findingText(finding)
    .replace(/^WARNING/, yellow)
    .replace(/^FAILED/, red);
}
