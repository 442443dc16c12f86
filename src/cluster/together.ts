import { OnelayerError } from '../errors';
import type { Communicator } from './communicator';
import { isShared, noteRank, share } from './shared-failures';

/** What a process tells the others: a value, or why it has none. */
type Message =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'failure'; readonly message: string }
  | { readonly kind: 'stopped' };

/**
 * Hands a value of each process to all, as JSON: by rank.
 *
 * @throws if another process has failed meanwhile; then all of them do
 */
export async function exchange<Value>(all: Communicator, value: Value): Promise<Value[]> {
  const messages = await post(all, { kind: 'value', value });
  throwFailure(messages);
  return messages.map((message) => (message as { value: Value }).value);
}

/**
 * Does what each process does by itself, e.g. reading data. If it fails in one of them, it fails in
 * all, so that none waits for another.
 *
 * @throws the error of this process; else an OnelayerError CLUSTER_FAILED that names the process that
 *         has failed, or an AbortError if that was told to stop
 */
export async function together<Result>(
  all: Communicator,
  work: () => Promise<Result>,
): Promise<Result> {
  if (all.size === 1) return work();
  noteRank(all.rank);
  let result: Result;
  try {
    result = await work();
  } catch (error) {
    if (!isShared(error)) await post(all, messageFor(error));
    share(error);
    all.leave();
    throw error;
  }
  try {
    await exchange(all, null);
  } catch (error) {
    all.leave();
    throw error;
  }
  return result;
}

async function post(all: Communicator, message: Message): Promise<Message[]> {
  const bytes = await all.gather(new TextEncoder().encode(JSON.stringify(message)));
  return bytes.map((own) => JSON.parse(new TextDecoder().decode(own)) as Message);
}

function throwFailure(messages: readonly Message[]): void {
  const at = messages.findIndex(({ kind }) => kind !== 'value');
  if (at < 0) return;
  const message = messages[at];
  const error =
    message.kind === 'failure'
      ? new OnelayerError('CLUSTER_FAILED', `process ${at}: ${message.message}`)
      : new DOMException('another process was told to stop', 'AbortError');
  share(error);
  throw error;
}

function messageFor(error: unknown): Message {
  if (error instanceof Error && error.name === 'AbortError') return { kind: 'stopped' };
  return { kind: 'failure', message: error instanceof Error ? error.message : String(error) };
}
