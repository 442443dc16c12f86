import { OnelayerError } from '../../errors';
import { readWhole } from '../../files';
import { journalForms, type Header, type Line } from './form';

/** What a journal has so far. */
export interface JournalContent {
  readonly header: Header;
  readonly lines: readonly Line[];
}

/** Of a journal's file: what is in its whole lines, and how many bytes these have. */
export interface JournalFile {
  /** Null if not even the first line is whole. */
  readonly content: JournalContent | null;
  readonly wholeBytes: number;
}

const LINE_END = 0x0a;

/**
 * Reads a journal, which may grow meanwhile: a last line that is not whole is left out.
 *
 * @throws OnelayerError FILE_INVALID naming the line that is not one of a journal
 */
export async function readJournalFile(file: string): Promise<JournalFile> {
  const bytes = await readWhole(file);
  const wholeBytes = bytes.lastIndexOf(LINE_END) + 1;
  const texts = Buffer.from(bytes.subarray(0, wholeBytes)).toString('utf8').split('\n');
  const [first, ...others] = texts.slice(0, -1);
  if ((first as string | undefined) === undefined) {
    if (!isBeginning(bytes)) throw notAJournal(file);
    return { content: null, wholeBytes };
  }
  const forms = journalForms();
  const read = <Value>(text: string, form: Form<Value>, i: number): Value => {
    const { success, data } = form.safeParse(parsed(text));
    if (success) return data as Value;
    throw i === 0 ? notAJournal(file) : strayLine(file, i, 'a line of a journal');
  };
  const header = read(first, forms.header, 0);
  const lines = others.map((text, i) => read(text, forms.line, i + 1));
  const stray = lines.findIndex((line) => 'trial' in line && line.trial >= header.trials.length);
  if (stray >= 0) throw strayLine(file, stray + 1, `one of ${header.trials.length} trials`);
  return { content: { header, lines }, wholeBytes };
}

/** How each journal begins. */
const BEGINNING = Buffer.from('{"onelayer":"sweep"');

/** Whether bytes may be the beginning of a first line, which a killed process left. */
function isBeginning(bytes: Uint8Array): boolean {
  const length = Math.min(bytes.length, BEGINNING.length);
  return BEGINNING.subarray(0, length).equals(bytes.subarray(0, length));
}

function notAJournal(file: string): OnelayerError {
  return new OnelayerError(
    'FILE_INVALID',
    `${file}: expected the journal of a sweep, got another file`,
  );
}

function strayLine(file: string, i: number, expected: string): OnelayerError {
  const what = `expected ${expected} in line ${i + 1}, got something else`;
  return new OnelayerError('FILE_INVALID', `${file}: ${what}`);
}

interface Form<Value> {
  safeParse(value: unknown): { readonly success: boolean; readonly data?: Value };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
