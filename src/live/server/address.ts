import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Where a folder's pages are: a server that is started again takes the same place, so that they go on. */
export interface Address {
  readonly port: number;
  readonly token: string;
}

const fileOf = (folder: string): string => path.join(folder, '.live-address.json');

/** Bytes of chance in a token. */
const TOKEN_BYTES = 16;

export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** Returns the address of an earlier server of the folder that didn't come to its end, if there was one. */
export function earlierAddress(folder: string): Address | null {
  try {
    const { port, token } = JSON.parse(readFileSync(fileOf(folder), 'utf8')) as Address;
    const isOne = Number.isInteger(port) && port > 0 && /^[\w-]{22}$/.test(token);
    return isOne ? { port, token } : null;
  } catch {
    return null;
  }
}

/** Keeps the address for a server that is started again, where only the user can read it. */
export function keepAddress(folder: string, address: Address): void {
  try {
    writeFileSync(fileOf(folder), JSON.stringify(address), { mode: 0o600 });
  } catch {
    // In a folder that can't be written, another server will have another address.
  }
}

/** Removes it, unless another server has taken the folder since. */
export function forgetAddress(folder: string, { port }: Address): void {
  if (earlierAddress(folder)?.port === port) rmSync(fileOf(folder), { force: true });
}
