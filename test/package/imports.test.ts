import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import ts from 'typescript';
import { ROOT, sourceFiles, textOf } from '../support/sources';

/** The rooms of `src/`, each with the rooms that it may import from. */
type Rooms = Readonly<Record<string, readonly string[]>>;

/** The files that each file imports, of types alone too. */
type Graph = ReadonlyMap<string, readonly string[]>;

function graphOf(files: readonly string[], read: (file: string) => string): Graph {
  const known = new Set(files);
  return new Map(
    files.map((file) => {
      const { importedFiles } = ts.preProcessFile(read(file), true, true);
      const relative = importedFiles.filter(({ fileName }) => fileName.startsWith('.'));
      const at = relative.flatMap(({ fileName }) => resolve(file, fileName, known));
      return [file, [...new Set(at)]];
    }),
  );
}

function resolve(file: string, imported: string, known: ReadonlySet<string>): string[] {
  const base = path.posix.join(path.posix.dirname(file), imported);
  const at = [`${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find((one) => known.has(one));
  return at === undefined ? [] : [at];
}

/** A path for each import that closes a circle; empty if there is none. */
function circles(graph: Graph): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, above: readonly string[]): void => {
    const at = above.indexOf(file);
    if (at >= 0) found.push([...above.slice(at), file].join(' → '));
    if (at >= 0 || done.has(file)) return;
    done.add(file);
    for (const imported of graph.get(file) ?? []) visit(imported, [...above, file]);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

const roomOf = (file: string): string | undefined => /^src\/([^/]+)\//.exec(file)?.[1];

/** Imports from one room of `src/` that the map doesn't allow. */
function climbing(graph: Graph, rooms: Rooms): string[] {
  return [...graph].flatMap(([file, imported]) => {
    const room = roomOf(file);
    if (room === undefined) return [];
    const allowed = [room, ...rooms[room]];
    return imported
      .filter((other) => !allowed.includes(roomOf(other) ?? ''))
      .map((other) => `${file} → ${other}`);
  });
}

describe('the imports of src/ and bin/', () => {
  const files = sourceFiles('src', 'bin');
  const graph = graphOf(files, textOf);

  it('form no circle', () => {
    expect([...graph.values()].flat().length).to.be.above(1000);
    expect(circles(graph)).to.deep.equal([]);
  });

  it('follow the map of rooms', async () => {
    const config = pathToFileURL(path.join(ROOT, 'eslint.config.mjs')).href;
    const { rooms } = (await import(config)) as { rooms: Rooms };
    expect(files.flatMap((file) => roomOf(file) ?? [])).to.include.members(Object.keys(rooms));
    expect(climbing(graph, rooms)).to.deep.equal([]);
  });

  it('are seen where they are of types, or by require', () => {
    const texts: Record<string, string> = {
      'src/a/one.ts': "import type { Two } from '../b';",
      'src/b/index.ts': "export { two } from './two';",
      'src/b/two.tsx': "const one = require('../a/one') as typeof import('../a/one');",
    };
    const bad = graphOf(Object.keys(texts), (file) => texts[file]);
    expect(circles(bad)).to.deep.equal([
      'src/a/one.ts → src/b/index.ts → src/b/two.tsx → src/a/one.ts',
    ]);
    expect(climbing(bad, { a: ['b'], b: [] })).to.include('src/b/two.tsx → src/a/one.ts');
  });
});
