'use strict';

const { createRequire, SourceMap, stripTypeScriptTypes } = require('node:module');

/** The packages that take the types out of TypeScript where Node doesn't, in the order of preference. */
const COMPILERS = { typescript: byTypeScript, '@swc/core': bySwc };

/** Tells a line of TypeScript by one of the JavaScript that it became; null: they are the same. */
let map = null;

/** Returns the JavaScript of a file of TypeScript; by Node's own means, places stay as they are. */
exports.withoutTypes = (source, file) => {
  if (stripTypeScriptTypes !== undefined) return stripTypeScriptTypes(source);
  for (const [name, compile] of Object.entries(COMPILERS)) {
    for (const from of [file, module.filename]) {
      let compiler;
      try {
        compiler = createRequire(from)(name);
      } catch {
        continue;
      }
      const { code, sourceMap } = compile(compiler, source, file);
      map = new SourceMap(JSON.parse(sourceMap));
      return code;
    }
  }
  throw new Error(
    `Node ${process.versions.node} doesn't run TypeScript: use Node 22.13 or newer, or npm install typescript`,
  );
};

function byTypeScript(ts, source, file) {
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(source, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: { module: 'esnext', target: 'es2022', sourceMap: true },
  });
  const [mistake] = diagnostics;
  if (mistake === undefined) return { code: outputText, sourceMap: sourceMapText };
  const { line } = ts.getLineAndCharacterOfPosition(mistake.file, mistake.start);
  const message = ts.flattenDiagnosticMessageText(mistake.messageText, ' ');
  throw Object.assign(new SyntaxError(message), { ownLine: line + 1 });
}

function bySwc(swc, source, file) {
  const { code, map: sourceMap } = swc.transformSync(source, {
    filename: file,
    sourceMaps: true,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
  });
  return { code, sourceMap };
}

/** Returns the line of the user's file that a place in the code that ran comes from; both from 1. */
exports.originalLine = (line, column) => {
  const entry = map?.findEntry(line - 1, column - 1);
  return entry?.originalLine === undefined ? line : entry.originalLine + 1;
};
