import { printError } from './say';

/** Lines that code of the user's own may print: a call in a loop would bury everything else. */
const MOST_LINES = 100;

/** Returns what prints lines of code of the user's own on standard error, up to a number of them. */
export function codeOutput(file: string, most = MOST_LINES): (text: string) => void {
  let rest = '';
  let printed = 0;
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (printed++ < most) printError(`${file} prints: ${line}`);
      if (printed === most) printError(`${file} prints more, which is not shown`);
    }
  };
}
