import { isIPv6, type AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { OnelayerError } from '../errors';

/** Listens, and returns the URL. @throws OnelayerError ADDRESS_UNAVAILABLE */
export async function listen(
  app: FastifyInstance,
  host: string,
  port: number,
  backlog: number,
): Promise<string> {
  // Of two addresses of one name, a second server would listen on the other.
  const address = host === 'localhost' ? '127.0.0.1' : host;
  try {
    await app.listen({ port, host: address, backlog });
  } catch (error) {
    await app.close();
    throw unavailable(error as NodeJS.ErrnoException, host, port);
  }
  const bound = app.server.address() as AddressInfo;
  return `http://${isIPv6(bound.address) ? `[${bound.address}]` : bound.address}:${bound.port}`;
}

/** Whether only this machine can connect. */
export function isLoopback(app: FastifyInstance): boolean {
  const { address } = app.server.address() as AddressInfo;
  return /^(127\.|::1$|::ffff:127\.)/.test(address);
}

function unavailable(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const why = whyOf(error, host, port);
  if (why === null) return error;
  return new OnelayerError('ADDRESS_UNAVAILABLE', why, { cause: error });
}

function whyOf({ code }: NodeJS.ErrnoException, host: string, port: number): string | null {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} of ${host} is in use: choose another one, or 0 for any that is free`;
    case 'EACCES':
      return `port ${port}: this user may not listen there; choose one from 1024 on`;
    case 'EADDRNOTAVAIL':
      return `host ${host}: expected an address of this machine, e.g. 127.0.0.1 or 0.0.0.0`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `host ${host}: expected an address or a known name; no address was found for it`;
    case 'EAFNOSUPPORT':
      return `host ${host}: this machine doesn't have addresses of this kind`;
    default:
      return null;
  }
}
