import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const src = path.join(__dirname, '../../src');

/** A declaration in `src/` with a documentation comment. */
export interface Documented {
  readonly name: string;
  /** Where its comment begins, e.g. `src/library/train.ts:42`. */
  readonly where: string;
  /** The category of its page; of members, none. */
  readonly category: string | null;
  /** The code of its examples. */
  readonly examples: readonly string[];
}

const COMMENT = /^ *\/\*\*\n(?<text>(?: *\*(?!\/).*\n)+) *\*\/\n(?<declaration>.*)/gm;
const NAME =
  /^ *(?:(?:export|static|async|readonly|function|class|interface|type|const) )*(?<name>\w+)/;

/** All declarations in `src/` that have a comment of several lines. */
export function documented(): Documented[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => documentedIn(path.join(src, file)));
}

function documentedIn(file: string): Documented[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(COMMENT)].map(({ groups, index }) => {
    const { text, declaration } = groups!;
    const line = source.slice(0, index).split('\n').length;
    const tags = text.replace(/^ *\* ?/gm, '').split(/^(?=@)/m);
    const category = tags.find((tag) => tag.startsWith('@category '));
    return {
      name: NAME.exec(declaration)?.groups!.name ?? declaration,
      where: `src/${path.relative(src, file)}:${line}`,
      category: category?.slice('@category '.length).trim() ?? null,
      examples: tags.filter((tag) => tag.startsWith('@example')).map(codeOf),
    };
  });
}

/** The code of an example: what is in its fence, or all below its first line, which is its title. */
function codeOf(tag: string): string {
  const body = tag.slice(tag.indexOf('\n') + 1);
  return /^```ts\n(?<code>[^]*?)^```$/m.exec(body)?.groups!.code ?? body;
}

/** The names that the package exports, by the text of its index. */
export function exportedNames(): string[] {
  const index = readFileSync(path.join(src, 'index.ts'), 'utf8').replace(
    /\/\*[^]*?\*\/|\/\/.*/g,
    '',
  );
  return [...index.matchAll(/\{(?<names>[^}]*)\}/g)]
    .flatMap(({ groups }) => groups!.names.split(','))
    .map((name) => name.trim().replace(/^type /, ''))
    .filter((name) => name !== '');
}

/** What examples may use without making it, with its type. */
export const GIVEN: Readonly<Record<string, string>> = {
  data: 'DataSet',
  training: 'DataSet',
  validation: 'DataSet',
  test: 'DataSet',
  row: 'number[]',
  classifier: 'LinearClassifier',
};
