import { Readable } from 'node:stream';
import { OnelayerError } from '../../../errors';
import { ARCHIVES, deliverFromArchive } from './archive-source';
import { download } from './download';
import type { Cifar10Edition } from '../files';
import { explainNetworkFailure, HttpError } from './network-failure';
import type { Cifar10Source, Receive } from './source';

/** The archive of the binary version, on the server of the data set's home page. */
export const OFFICIAL_URL = `https://www.cs.toronto.edu/~kriz/${ARCHIVES.binary}`;
/** Its size, for a server that doesn't tell. */
const OFFICIAL_BYTES = 170_052_171;
const TRIES = 3;

export function officialSource(edition: Cifar10Edition, url: string = OFFICIAL_URL): Cifar10Source {
  const source = `the official archive ${url}`;
  return {
    name: source,
    async deliver(wanted, receive, context) {
      const { signal, onProgress } = context;
      const missing = new Set(wanted);
      const receiveOnce: Receive = async (file) => {
        await receive(file);
        missing.delete(file.name);
      };
      let totalBytes = OFFICIAL_BYTES;
      const report = (receivedBytes: number): void =>
        onProgress({ phase: 'download', source, receivedBytes, totalBytes });
      try {
        await download(TRIES, signal, report, async (attempt) => {
          const response = await request(url, attempt.signal);
          totalBytes = Number(response.headers.get('content-length')) || OFFICIAL_BYTES;
          if (response.body === null) throw new Error('the answer is empty');
          const archive = Readable.from(attempt.counted(response.body));
          const inner = { ...context, signal: attempt.signal };
          await deliverFromArchive(archive, source, 'binary', edition, missing, receiveOnce, inner);
        });
      } catch (error) {
        if (error instanceof OnelayerError || signal.aborted) throw error;
        const message = `${source}: ${explainNetworkFailure(error)}`;
        throw new OnelayerError('DATA_UNAVAILABLE', message, { cause: error });
      }
    },
  };
}

async function request(url: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal, headers: { 'accept-encoding': 'identity' } });
  if (!response.ok) throw new HttpError(response.status);
  return response;
}
