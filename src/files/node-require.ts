import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * The file that this code runs from: a bundler makes it its own bundle. As an ES module, that knows no
 * file of its own, and the program's is the nearest that is known.
 */
export const thisFile: string =
  typeof __filename === 'string' ? __filename : (process.argv[1] ?? join(process.cwd(), 'program'));

/**
 * Node's own `require`, from this file, for what is to be found when the program runs: optional
 * packages, the addon, what a report is made with. No bundler follows it.
 */
export const nodeRequire: NodeRequire = createRequire(thisFile);

/** As much of Node's `require` as is used: the published types do without Node's. */
interface NodeRequire {
  (name: string): unknown;
  resolve(name: string): string;
}
