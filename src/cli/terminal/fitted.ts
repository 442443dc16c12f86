import { textWidth, wordsOf, wrapped } from '../../report/text/width';

/** At least so many columns stay for the words beside a label. */
const LEAST_ROOM = 24;

/**
 * Wraps lines at words where they are wider than a terminal. The lines that follow are indented as far as
 * the text after a line's label, e.g. `backend   ` or `error: `. A command to copy keeps its meaning.
 *
 * @param columns  undefined for any width
 * @param hang     columns to indent by, where a label doesn't tell
 */
export function fitted(text: string, columns: number | undefined, hang = 0): string {
  if (columns === undefined) return text;
  return text
    .split('\n')
    .flatMap((line) => (textWidth(line) <= columns ? [line] : fittedLine(line, columns, hang)))
    .join('\n');
}

/** A command that is a line, after its prompt, or that ends a sentence. */
const COMMAND = /^\s*\$ .*$|npm install .*$/;

function fittedLine(line: string, columns: number, hang: number): string[] {
  const at = line.search(COMMAND);
  if (at < 0) return fittedText(line, columns, hang);
  const sentence = line.slice(0, at).trimEnd();
  if (sentence === '') return fittedCommand(line, columns);
  return [...fittedText(sentence, columns, hang), ...fittedCommand(`  ${line.slice(at)}`, columns)];
}

function fittedText(line: string, columns: number, hang: number): string[] {
  const label = labelOf(line);
  const leading = /^ */.exec(line)?.[0].length ?? 0;
  const wanted = Math.max(textWidth(label), hang);
  const indent = columns - wanted >= LEAST_ROOM ? wanted : Math.min(leading + 2, wanted);
  const start = wanted === textWidth(label) ? label : ' '.repeat(leading);
  const words = wordsOf(line.slice(start.length));
  const [first = '', ...rest] = wrapped([start + (words[0] ?? ''), ...words.slice(1)], columns);
  const others = wordsOf(rest.join(' '));
  return [first, ...wrapped(others, columns - indent).map((each) => ' '.repeat(indent) + each)];
}

/** The beginning of a line, up to where its text is aligned. */
function labelOf(line: string): string {
  return (
    /^(?:(?:error|note|warning|usage|example): | *\S(?:.{0,18}\S)? {2,}| *)/i.exec(line)?.[0] ?? ''
  );
}

/** What a shell takes for one word. */
const SHELL_WORD = /(?:'[^']*'|"[^"]*"|[^\s'"])+/g;

/** Breaks a command of a shell, so that it can be copied. */
function fittedCommand(line: string, columns: number): string[] {
  const [indent] = /^ */.exec(line) ?? [''];
  const words = line.match(SHELL_WORD) ?? [];
  const lines = wrapped(words, columns - indent.length - 4);
  return lines.map((each, i) => {
    const end = i < lines.length - 1 ? ' \\' : '';
    return `${indent}${i === 0 ? '' : '  '}${each}${end}`;
  });
}
