import { OwnCodeError } from '../own-code-error';
import type { FunctionName } from '../functions';
import type { Header } from './frames';
import { HostEnded, type HostEnd, type HostProcess } from './host-process';
import { Fault, takeResults, type Described, type Expected } from './results';
import type { Sent } from './values';

/** The time for a process to start: a machine may be busy. In seconds. */
const START_SECONDS = 60;

/** A message to the user's code. */
export interface Request {
  readonly task: 'call' | 'keep' | 'epoch';
  readonly name: FunctionName | null;
  readonly values: readonly Sent[];
  readonly more?: Header;
  readonly expected: readonly Expected[];
  readonly seconds: number;
  readonly onProgress?: (done: number) => void;
}

/** What a call of the user's code came to. */
export interface Answer {
  readonly results: readonly Float64Array[];
  /** The names of arguments that it has changed. */
  readonly changed: readonly string[];
}

interface Failure {
  readonly kind: 'threw' | 'unwritten';
  readonly function: FunctionName | null;
  readonly name: string | null;
  readonly message: string;
  readonly line: number | null;
}

/** A file of the user's own that has been loaded in a process. */
export class Session {
  private constructor(
    private readonly file: string,
    private readonly host: HostProcess,
    /** The names of the functions that the file exports. */
    readonly functions: ReadonlySet<string>,
  ) {}

  /**
   * Has a process load a file.
   *
   * @param file  as the user named it
   * @param path  its whole path
   */
  static async open(
    host: HostProcess,
    { file, path, seconds }: { file: string; path: string; seconds: number },
  ): Promise<Session> {
    try {
      await host.answer(START_SECONDS);
      const { header } = await host.ask({ task: 'load', file: path }, [], seconds);
      if (header.ok === true) return new Session(file, host, new Set(header.functions as string[]));
      throw failed(file, header.failure as Failure, true);
    } catch (error) {
      host.kill();
      if (error instanceof HostEnded) throw ended(file, null, error.end, seconds);
      throw error;
    }
  }

  get hasEnded(): boolean {
    return this.host.hasEnded;
  }

  async ask(request: Request): Promise<Answer> {
    const { file, host } = this;
    const { task, name, values, more, expected, seconds, onProgress } = request;
    const sent = values.map(({ numbers: _, ...form }) => form);
    const parts = values.map(({ numbers }) => numbers);
    try {
      const header = { task, name, values: sent, ...more };
      const answer = await host.ask(header, parts, seconds, onProgress);
      if (answer.header.ok !== true) throw failed(file, answer.header.failure as Failure, false);
      return taken(file, name, expected, answer);
    } catch (error) {
      const what = task === 'epoch' ? 'a step' : 'it';
      if (error instanceof HostEnded) throw ended(file, name, error.end, seconds, what);
      throw error;
    }
  }
}

/** Takes the results out of an answer, or says what is wrong with them. */
function taken(
  file: string,
  name: FunctionName | null,
  expected: readonly Expected[],
  { header, numbers }: { readonly header: Header; readonly numbers: Float64Array },
): Answer {
  const unusable = header.unusable as { name: FunctionName; step: number } | undefined;
  try {
    if (header.value === undefined) return { results: [], changed: [] };
    const names = unusable?.name === 'gradient' ? ['dW', 'db'] : undefined;
    const { shown } = header;
    const named = names ? expected.map((one, i) => ({ ...one, name: names[i] })) : expected;
    const wanted =
      shown === undefined ? named : named.map((one) => ({ ...one, rows: shown as number }));
    const results = takeResults(wanted, header.value as Described, numbers);
    return { results, changed: (header.changed ?? []) as string[] };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const where = unusable === undefined ? '' : `, in step ${unusable.step + 1} of the epoch`;
    throw new OwnCodeError(error.failure, unusable?.name ?? name, `${error.message}${where}`, file);
  }
}

function failed(file: string, failure: Failure, isLoading: boolean): OwnCodeError {
  const { kind, line, message } = failure;
  const place = line === null ? '' : ` in line ${line}`;
  const what = failure.name === null ? message : `${failure.name}: ${message}`;
  if (isLoading) return new OwnCodeError('load', null, `it can't be loaded${place}: ${what}`, file);
  const unwritten =
    message === `${failure.function} is not written yet` ? 'it is not written yet' : message;
  const fault = kind === 'unwritten' ? unwritten : `it throws${place}: ${what}`;
  return new OwnCodeError(kind, failure.function, fault, file);
}

function ended(
  file: string,
  name: FunctionName | null,
  end: HostEnd,
  seconds: number,
  what = 'loading it',
): OwnCodeError {
  if (end.kind === 'not started') {
    return new OwnCodeError('load', null, `its process can't be started: ${end.message}`, file);
  }
  if (end.kind === 'garbled') {
    const fault = 'it writes to file descriptor 3, which is taken: print to the standard output';
    return new OwnCodeError('ended', name, fault, file);
  }
  if (end.kind === 'time') {
    const hint = 'is there a loop without an end?';
    const fault = `${what} takes longer than ${seconds} s and was stopped: ${hint}`;
    return new OwnCodeError('time', name, fault, file);
  }
  const how = end.signal ?? `exit code ${end.code ?? '?'}`;
  const hint = end.signal === null ? ": don't leave the process" : ': was there enough memory?';
  return new OwnCodeError('ended', name, `it ended its process (${how})${hint}`, file);
}
