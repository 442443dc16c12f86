import path from 'node:path';
import { assertPositive } from '../../errors';
import { FUNCTIONS, type FunctionName, type Language } from '../functions';
import { OwnCodeError } from '../own-code-error';
import { HostProcess } from './host-process';
import { hostCommand, languageOf, type HostCommand } from './languages';
import { Session } from './session';

/** How code of the user's own is run. */
export interface OwnCodeOptions {
  /** The longest that a call, or a step of an epoch, may take, in seconds: above 0. By default 10. */
  readonly seconds?: number;
  /** Takes what the code prints. By default it goes to standard error. */
  readonly onPrint?: (text: string) => void;
  /** Ends the process, and all calls with the signal's reason. By default none. */
  readonly signal?: AbortSignal;
}

/** The process that runs a file: started when it is needed, and anew after one that has ended. */
export class Sessions {
  readonly language: Language;
  readonly seconds: number;
  readonly #command: HostCommand;
  readonly #path: string;
  readonly #onPrint: (text: string) => void;
  readonly #signal: AbortSignal | undefined;
  readonly #abort = (): void => this.close();
  #host: HostProcess | null = null;
  #session: Session | null = null;
  #last: Promise<unknown> = Promise.resolve();

  /** @param file  as the user named it */
  constructor(
    private readonly file: string,
    { seconds = 10, onPrint, signal }: OwnCodeOptions,
  ) {
    this.language = languageOf(file);
    assertPositive('seconds', seconds);
    this.#path = path.resolve(file);
    this.seconds = seconds;
    this.#onPrint = onPrint ?? ((text) => process.stderr.write(text));
    this.#signal = signal;
    this.#command = hostCommand(this.language);
    signal?.addEventListener('abort', this.#abort, { once: true });
  }

  /** Uses the process once nobody else does. What an abortion ends throws the signal's reason. */
  use<Result>(use: (session: Session) => Promise<Result> | Result): Promise<Result> {
    const result = this.#last.then(async () => {
      this.#signal?.throwIfAborted();
      try {
        return await use(await this.#start());
      } catch (error) {
        this.#signal?.throwIfAborted();
        throw error;
      }
    });
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Throws unless the file exports a function. */
  assertExported({ functions }: Session, name: FunctionName): void {
    if (functions.has(name)) return;
    const others = FUNCTIONS.filter((one) => functions.has(one)).join(', ');
    const fault = `the file doesn't export it: it has ${others === '' ? 'none of the functions' : `only ${others}`}`;
    throw new OwnCodeError('missing', name, fault, this.file);
  }

  /** Ends the process. A call that is being made fails. */
  close(): void {
    this.#signal?.removeEventListener('abort', this.#abort);
    this.#host?.kill();
  }

  async #start(): Promise<Session> {
    if (this.#session?.hasEnded === false) return this.#session;
    this.#host = new HostProcess(this.#command, this.#onPrint);
    const opened = { file: this.file, path: this.#path, seconds: this.seconds };
    this.#session = await Session.open(this.#host, opened);
    return this.#session;
  }
}
