import { expect } from 'chai';
import ts from 'typescript';
import { sourceFiles, textOf } from '../support/sources';
import { exportedNames } from './api-examples';

/** What the comment of something optional must say: its default or, of a result, when it is absent. */
const WITHOUT_IT = /\bby default\b|\babsent\b/i;

/** Rooms that publish no types, and in which other things have names of public ones. */
const UNPUBLISHED = /^src\/(?:cli|service|live|report\/(?:page|figures))\//;

const DECLARED =
  /^(?:export )?(?:interface|type|class|(?:async )?function\*?|const) (?<name>\w+)/gm;

type Texts = ReadonlyMap<string, string>;

/** The declarations that are reached from some names, by the names of types in their own. */
function* declarations(texts: Texts, names: readonly string[]): Generator<ts.Node> {
  const files = new Map<string, string[]>();
  for (const [file, text] of texts) {
    for (const { groups } of text.matchAll(DECLARED)) {
      files.set(groups!.name, [...(files.get(groups!.name) ?? []), file]);
    }
  }
  const parsed = new Map<string, ts.SourceFile>();
  const reached = new Set(names);
  // A set is iterated over with what is added meanwhile.
  for (const name of reached) {
    for (const file of files.get(name) ?? []) {
      const source =
        parsed.get(file) ??
        ts.createSourceFile(file, texts.get(file)!, ts.ScriptTarget.Latest, true);
      parsed.set(file, source);
      const named = source.statements.filter((statement) => namesOf(statement).includes(name));
      const found = named.filter((statement) => !implementsOthers(statement, named));
      for (const node of found.flatMap((statement) => [...published(statement)])) {
        const referred = referredBy(node)?.getText();
        if (referred !== undefined && files.has(referred)) reached.add(referred);
        yield node;
      }
    }
  }
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  const { name } = statement as { name?: ts.Node };
  return name === undefined ? [] : [name.getText()];
}

/** Whether a function is the one behind overloads, which alone are published. */
function implementsOthers(statement: ts.Statement, named: readonly ts.Statement[]): boolean {
  return ts.isFunctionDeclaration(statement) && statement.body !== undefined && named.length > 1;
}

/** The name of a type that a node refers to, or of the value that a type is made of. */
function referredBy(node: ts.Node): ts.Node | undefined {
  if (ts.isTypeReferenceNode(node)) return node.typeName;
  if (ts.isTypeQueryNode(node)) return node.exprName;
  if (ts.isExpressionWithTypeArguments(node) || ts.isSpreadAssignment(node)) return node.expression;
  return undefined;
}

/** The nodes of a declaration that are in its published types. */
function* published(node: ts.Node): Generator<ts.Node> {
  const isHidden =
    ts.isBlock(node) ||
    ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal') ||
    (ts.canHaveModifiers(node) &&
      !ts.isParameter(node) &&
      ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword));
  if (isHidden) return;
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* published(child);
}

/** Something that may be left out: an optional property, or a setting in the table of settings. */
function isOptional(node: ts.Node): node is ts.PropertySignature | ts.PropertyAssignment {
  if (ts.isPropertySignature(node)) return node.questionToken !== undefined;
  return (
    ts.isPropertyAssignment(node) &&
    ts.isCallExpression(node.initializer) &&
    node.initializer.expression.getText() === 'setting'
  );
}

function commentOf(node: ts.Node): string {
  return ts
    .getJSDocCommentsAndTags(node)
    .map((comment) => comment.getText())
    .join('\n');
}

/** All that is optional, and what of it doesn't say so. */
function examined(texts: Texts, names: readonly string[]) {
  const optional = [...declarations(texts, names)].filter(isOptional);
  const silent = optional
    .filter((node) => !WITHOUT_IT.test(commentOf(node).replace(/\s+\*?\s*/g, ' ')))
    .map((node) => `${node.getSourceFile().fileName}: ${node.name.getText()}`);
  return { optional: optional.map(({ name }) => name.getText()), silent };
}

describe('the comments of options', () => {
  it('say the default of each', () => {
    const files = sourceFiles('src').filter((file) => !UNPUBLISHED.test(file));
    const texts = new Map(files.map((file) => [file, textOf(file)]));
    const { optional, silent } = examined(texts, exportedNames());
    expect(optional).to.include.members(['lambda', 'checkpoint', 'tileRows', 'onProgress', 'only']);
    expect(silent).to.deep.equal([]);
  });

  it('are found by the types that exported functions and classes have', () => {
    const texts = new Map([
      [
        'a.ts',
        'export class A { constructor(private readonly b: B) {}\n private c(c: C): void {} }',
      ],
      ['b.ts', 'export interface B extends D { /** It is 1. */ one?: number; }'],
      ['c.ts', 'interface C { three?: number }\nfunction f(): void { type E = { five?: 1 }; }'],
      [
        'd.ts',
        'interface D {\n  /**\n   * By\n   * default 2.\n   */\n  two?: number;\n  six: 6 }',
      ],
      ['t.ts', 'export const T = { four: setting<number>({ default: 4 }) };'],
    ]);
    expect(examined(texts, ['A', 'T', 'f'])).to.deep.equal({
      optional: ['four', 'one', 'two'],
      silent: ['t.ts: four', 'b.ts: one'],
    });
  });
});
