import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers one request. */
export type Respond = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on 127.0.0.1 for the time of one test. */
export interface LoopbackServer {
  readonly url: string;
  /** The requested paths. */
  readonly requests: string[];
  answer: Respond;
  close(): Promise<void>;
}

/** Starts a server on a free port of 127.0.0.1; it never keeps the process alive. */
export async function loopbackServer(answer: Respond): Promise<LoopbackServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    running.answer(request, response);
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const running: LoopbackServer = {
    url: `http://127.0.0.1:${port}`,
    requests,
    answer,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return running;
}

/** An address where nothing listens. */
export async function closedAddress(): Promise<string> {
  const server = await loopbackServer(() => undefined);
  await server.close();
  return server.url;
}

/** Answers as an npm registry that has one package. */
export function registryOf(
  name: string,
  version: string,
  integrity: string,
  sendTarball: Respond,
): Respond {
  return (request, response) => {
    if (request.url === `/${name}`) {
      const tarball = `http://${request.headers.host ?? ''}/${name}/-/${name}-${version}.tgz`;
      const manifest = { name, version, dist: { tarball, integrity } };
      const packument = {
        name,
        'dist-tags': { latest: version },
        versions: { [version]: manifest },
      };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(packument));
    } else if (request.url?.endsWith('.tgz') === true) {
      sendTarball(request, response);
    } else {
      response.writeHead(404).end('{}');
    }
  };
}
