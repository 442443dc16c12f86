import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Gives each test of a suite a folder of its own, and removes it afterwards. */
export function temporaryFolder(): () => string {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}
