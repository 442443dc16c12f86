import path from 'node:path';

export const ROOT = path.join(__dirname, '../..');

/** What a process is started with that is to run TypeScript: `node -r RUN_TYPESCRIPT FILE.ts`. */
export const RUN_TYPESCRIPT = path.join(ROOT, 'scripts/run-typescript.js');
