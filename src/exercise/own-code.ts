import { statSync } from 'node:fs';
import { assertEqual, assertInteger, assertKnownKeys, OnelayerError } from '../errors';
import type { FunctionName, Language } from './functions';
import type { Matrix, OwnGradient, OwnParameters, OwnRows } from './matrix';
import { languageOf } from './process/languages';
import type { Expected } from './process/results';
import type { Answer, Request, Session } from './process/session';
import { Sessions, type OwnCodeOptions } from './process/sessions';
import {
  expectedParameters,
  matrixOf,
  parametersOf,
  sendCost,
  sendLabels,
  sendMatrix,
  sendNumber,
  sendVector,
  vectorOf,
  type Sent,
} from './process/values';

/** The mini-batches of an epoch, and the settings of its steps. */
export interface OwnEpoch {
  readonly parameters: OwnParameters;
  /** The numbers of the rows of each mini-batch, from 0, among those that `load` was given. */
  readonly batches: readonly ArrayLike<number>[];
  /** λ. */
  readonly lambda: number;
  /** η, of all steps or of each. */
  readonly eta: number | ArrayLike<number>;
  /** Called now and then with the number of steps that are done. By default none. */
  readonly onStep?: (done: number) => void;
}

/** The time that a training set may take on its way to the process, in seconds. */
const LOADING_SECONDS = 600;

/**
 * The functions of a file of the user's own, which run in a process of their own: `.js` and `.ts` in
 * Node, `.py` in Python. Whatever a function does, each call ends with a result of the right shape and
 * finite numbers, or with an `OwnCodeError` that says what is wrong. A call after one that ended the
 * process starts a new one. Calls are made one after another.
 */
export class OwnCode {
  /** The rows that a process keeps. */
  #kept: { readonly session: Session; readonly rows: number } | null = null;
  #changed: readonly string[] = [];

  /** @param file  as the user named it */
  private constructor(
    readonly file: string,
    private readonly sessions: Sessions,
  ) {}

  /**
   * Loads a file.
   *
   * @throws OnelayerError FILE_INVALID if there is none, OwnCodeError if it can't be loaded,
   *         PACKAGE_MISSING if there is no Python; a RangeError if its ending says no language
   */
  static async open(file: string, options: OwnCodeOptions = {}): Promise<OwnCode> {
    assertKnownKeys('options', options, ['seconds', 'onPrint', 'signal']);
    languageOf(file);
    if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
      throw new OnelayerError('FILE_INVALID', `${file} can't be read: it is not there, or no file`);
    }
    options.signal?.throwIfAborted();
    const sessions = new Sessions(file, options);
    try {
      await sessions.use(() => undefined);
    } catch (error) {
      sessions.close();
      throw error;
    }
    return new OwnCode(file, sessions);
  }

  /** Ends the process. A call that is being made fails. */
  close(): void {
    this.sessions.close();
  }

  get language(): Language {
    return this.sessions.language;
  }

  /** The names of arguments that the last call has changed in place. */
  get changed(): readonly string[] {
    return this.#changed;
  }

  /** Returns true if the file exports a function of this name. */
  exports(name: FunctionName): Promise<boolean> {
    return this.sessions.use(({ functions }) => functions.has(name));
  }

  /** Returns `other` standardised by the mean and deviation of `training`: both n×d. */
  async standardise(training: Matrix, other: Matrix): Promise<Matrix> {
    const { rows, columns } = other;
    const values = [sendMatrix('training', training), sendMatrix('other', other)];
    const [X] = await this.#call('standardise', values, [matrixOf('X', rows, columns)]);
    return { rows, columns, values: X };
  }

  /** Returns the samples in another order. */
  async shuffle({ X, y }: OwnRows, seed: number): Promise<{ X: Matrix; y: Float64Array }> {
    const { rows, columns } = X;
    const random: Sent = { name: 'random', form: 'random', numbers: Float64Array.of(seed) };
    const values = [sendMatrix('X', X), sendLabels('y', y), random];
    const expected = [matrixOf('X', rows, columns), vectorOf('y', rows)];
    const [shuffled, labels] = await this.#call('shuffle', values, expected);
    return { X: { rows, columns, values: shuffled }, y: labels };
  }

  /** Returns S = X Wᵀ + b: n×K. */
  async scores(X: Matrix, { W, b }: OwnParameters): Promise<Matrix> {
    const shape = { rows: X.rows, columns: W.rows };
    const values = [sendMatrix('X', X), sendMatrix('W', W), sendVector('b', b)];
    const [S] = await this.#call('scores', values, [matrixOf('S', shape.rows, shape.columns)]);
    return { ...shape, values: S };
  }

  /** Returns the probabilities of scores: n×K. */
  async softmax(S: Matrix): Promise<Matrix> {
    const { rows, columns } = S;
    const expected = [matrixOf('P', rows, columns)];
    const [P] = await this.#call('softmax', [sendMatrix('S', S)], expected);
    return { rows, columns, values: P };
  }

  /** Returns J = loss + λ Σ W². */
  async cost(rows: OwnRows, parameters: OwnParameters, lambda: number): Promise<number> {
    const expected: Expected = { name: 'J', form: 'number' };
    const [[J]] = await this.#call('cost', sendCost(rows, parameters, lambda), [expected]);
    return J;
  }

  /** Returns the derivatives of J by W and b. */
  async gradient(rows: OwnRows, parameters: OwnParameters, lambda: number): Promise<OwnGradient> {
    const { rows: K, columns: d } = parameters.W;
    const expected = [matrixOf('dW', K, d), vectorOf('db', K)];
    const values = sendCost(rows, parameters, lambda);
    const [dW, db] = await this.#call('gradient', values, expected);
    return { dW: { rows: K, columns: d, values: dW }, db };
  }

  /** Returns the parameters after a step. */
  async update({ W, b }: OwnParameters, { dW, db }: OwnGradient, eta: number) {
    const values = [
      sendMatrix('W', W),
      sendVector('b', b),
      sendMatrix('dW', dW),
      sendVector('db', db),
      sendNumber('eta', eta),
    ];
    return parametersOf(W, await this.#call('update', values, expectedParameters(W)));
  }

  /** Hands over the rows to train on, once for all epochs. */
  async load(rows: OwnRows): Promise<void> {
    await this.#keep(rows, { name: null, expected: [] });
  }

  /**
   * Hands over the rows to train on, once for all epochs, and has `standardise` standardise them by
   * themselves in their process. Returns the first ones as they are then.
   *
   * @param shown  how many
   */
  async loadToStandardise({ X, y }: OwnRows, shown: number): Promise<Matrix> {
    const { rows, columns } = X;
    const expected = [matrixOf('X', rows, columns)];
    const standardising = { name: 'standardise', expected, more: { shown } } as const;
    const [values] = await this.#keep({ X, y }, standardising);
    return { rows: values.length / columns, columns, values };
  }

  /** Makes a step with `gradient` and `update` on each mini-batch. Returns the parameters. */
  async trainEpoch({ parameters, batches, lambda, eta, onStep }: OwnEpoch): Promise<OwnParameters> {
    const { W, b } = parameters;
    const etas = typeof eta === 'number' ? batches.map(() => eta) : eta;
    assertEqual('eta.length', etas.length, batches.length);
    const order = batches.flatMap((batch) => Array.from(batch));
    const request: Request = {
      task: 'epoch',
      name: null,
      values: [
        sendMatrix('W', W),
        sendVector('b', b),
        sendVector('etas', Float64Array.from(etas)),
        sendLabels(
          'sizes',
          batches.map(({ length }) => length),
        ),
        sendLabels('order', order),
      ],
      more: { lambda, steps: batches.length },
      expected: expectedParameters(W),
      seconds: this.sessions.seconds,
      onProgress: onStep,
    };
    return this.sessions.use(async (session) => {
      const rows = this.#kept?.session === session ? this.#kept.rows : 0;
      order.forEach((row) => assertInteger('batches', row, 0, rows - 1));
      this.sessions.assertExported(session, 'gradient');
      this.sessions.assertExported(session, 'update');
      const { results } = await session.ask(request);
      return parametersOf(W, results);
    });
  }

  async #keep(
    { X, y }: OwnRows,
    request: Pick<Request, 'name' | 'expected' | 'more'>,
  ): Promise<readonly Float64Array[]> {
    assertEqual('y.length', y.length, X.rows);
    const values = [sendMatrix('X', X), sendLabels('y', y)];
    return this.sessions.use(async (session) => {
      if (request.name !== null) this.sessions.assertExported(session, request.name);
      const whole = { ...request, task: 'keep', values, seconds: LOADING_SECONDS } as const;
      const { results } = await session.ask(whole);
      this.#kept = { session, rows: X.rows };
      return results;
    });
  }

  async #call(
    name: FunctionName,
    values: readonly Sent[],
    expected: readonly Expected[],
  ): Promise<readonly Float64Array[]> {
    const { seconds } = this.sessions;
    const { results, changed } = await this.sessions.use((session): Promise<Answer> => {
      this.sessions.assertExported(session, name);
      return session.ask({ task: 'call', name, values, expected, seconds });
    });
    this.#changed = changed;
    return results;
  }
}
