import { createColors, isColorSupported } from 'picocolors';
import type { Finding } from '../checks';
import { findingText } from '../report';

/** Off a terminal there are no colours, so that what is kept in a file stays plain. */
const { red, yellow } = createColors(isColorSupported && process.stdout.isTTY);

/** A finding for the terminal: what isn't as it should be stands out. */
export function findingForTerminal(finding: Finding): string {
  return findingText(finding)
    .replace(/^WARNING/, yellow)
    .replace(/^FAILED/, red);
}

/** Whether a finding says that something isn't as it should be. */
export function isDoubtful({ verdict }: Finding): boolean {
  return verdict === 'warning' || verdict === 'failed';
}
