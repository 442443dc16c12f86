import { createColors } from 'picocolors';
import type { Finding } from '../../checks';
import { findingText } from '../../report';

/** Colours on a terminal only, so that output in a file stays plain. */
const { red, yellow } = process.stdout.isTTY ? createColors() : createColors(false);

/** Formats a finding; warnings and failures stand out on a terminal. */
export function findingForTerminal(finding: Finding): string {
  return findingText(finding)
    .replace(/^WARNING/, yellow)
    .replace(/^FAILED/, red);
}
