import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LIVE_FOLDER } from './journal/form';
import type { LiveRequest } from './state';

export const REQUESTS: readonly LiveRequest[] = ['stop', 'checkpoint'];

/** A request to a training is an empty file in its folder: whoever may write there may ask. */
function fileOf(folder: string, request: LiveRequest): string {
  return path.join(folder, LIVE_FOLDER, `${request}.request`);
}

/** Asks the training of a folder. @throws the system's error if the folder can't be written */
export function ask(folder: string, request: LiveRequest): void {
  writeFileSync(fileOf(folder, request), '');
}

/** Whether something has been asked that the training hasn't heard yet. */
export function isAsked(folder: string, request: LiveRequest): boolean {
  return existsSync(fileOf(folder, request));
}

/** Hears what has been asked: once. */
export function takeRequests(folder: string): LiveRequest[] {
  const asked = REQUESTS.filter((request) => isAsked(folder, request));
  for (const request of asked) rmSync(fileOf(folder, request), { force: true });
  return asked;
}
