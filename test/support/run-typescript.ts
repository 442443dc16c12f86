import path from 'node:path';

export const ROOT = path.join(__dirname, '../..');

/** The module that lets a process run TypeScript: `node -r RUN_TYPESCRIPT FILE.ts`. */
export const RUN_TYPESCRIPT = path.join(ROOT, 'scripts/run-typescript.js');
