import { createColors } from 'picocolors';
import type { Finding } from '../../checks';
import { findingText } from '../../report';
import type { Say } from '../terminal/say';

/** Columns of a verdict before a finding. */
const HANG = 8;

/** Says a finding; warnings and failures stand out on a terminal. */
export function sayFinding(say: Say, finding: Finding): void {
  sayVerdict(say, findingText(finding));
}

/** Says text that begins with a verdict in the same way. */
export function sayVerdict(say: Say, text: string): void {
  // Off a terminal there are no colours, so that output in a file stays plain.
  const { red, yellow } = process.stdout.isTTY ? createColors() : createColors(false);
  const paint = (text: string): string => text.replace(/^WARNING/, yellow).replace(/^FAILED/, red);
  say(text, { paint, hang: HANG });
}
