import { randomBytes } from 'node:crypto';
import { lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
    const file = fileOf(folder);
    if (!isOwn(file)) return null;
    const { port, token } = JSON.parse(readFileSync(file, 'utf8')) as Address;
    const isOne = Number.isInteger(port) && port > 0 && /^[\w-]{22}$/.test(token);
    return isOne ? { port, token } : null;
  } catch {
    return null;
  }
}

/** Whether only this user can have read or written the file: others would know the token. */
function isOwn(file: string): boolean {
  const { mode, uid } = lstatSync(file);
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0);
}

/** Keeps the address for a server that is started again, where only the user can read it. */
export function keepAddress(folder: string, address: Address): void {
  try {
    const file = fileOf(folder);
    // One that is there may be for others to read.
    rmSync(file, { force: true });
    writeFileSync(file, JSON.stringify(address), { flag: 'wx', mode: 0o600 });
  } catch {
    // In a folder that can't be written, another server will have another address.
  }
}

/** Removes it, unless another server has taken the folder since. */
export function forgetAddress(folder: string, { port }: Address): void {
  if (earlierAddress(folder)?.port === port) rmSync(fileOf(folder), { force: true });
}
