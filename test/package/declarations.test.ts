import path from 'node:path';
import { expect } from 'chai';
import ts from 'typescript';
import { textOf, sourceFiles } from '../support/sources';

/** A file's published declarations. Left in them are values that only internal members need: no types. */
function declarationsOf(file: string): string {
  const compilerOptions = { stripInternal: true, target: ts.ScriptTarget.ES2022 };
  return ts.transpileDeclaration(textOf(file), { fileName: file, compilerOptions }).outputText;
}

/** Node's modules that a user's compiler meets on its way from the package's types, each with its file. */
function nodeModules(from: string): string[] {
  const known = new Set(sourceFiles('src'));
  const seen = new Set([from]);
  const found: string[] = [];
  for (const file of seen) {
    const declarations = declarationsOf(file);
    const types = /^import .*\btype\b.* from '(node:.*)';$/gm;
    found.push(...[...declarations.matchAll(types)].map(([, module]) => `${file}: ${module}`));
    for (const { fileName: imported } of ts.preProcessFile(declarations).importedFiles) {
      const base = path.posix.join(path.posix.dirname(file), imported);
      const at = [`${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find((one) => known.has(one));
      if (at !== undefined) seen.add(at);
    }
  }
  expect(seen.size).to.be.above(100);
  return found;
}

describe('the published declarations', () => {
  it('need no types of Node: a user’s project may have none', () => {
    expect(nodeModules('src/index.ts')).to.deep.equal([]);
  });
});
