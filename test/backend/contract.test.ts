import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describeWithAddon } from '../support/addon';

const file = path.join(__dirname, '../../binding.d.ts');
const contract = ts.createSourceFile(
  file,
  readFileSync(file, 'utf8'),
  ts.ScriptTarget.ES2023,
  true,
);

const isExported = (node: ts.HasModifiers): boolean =>
  node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;

const functions = contract.statements.filter(ts.isFunctionDeclaration).filter(isExported);
const interfaces = contract.statements.filter(ts.isInterfaceDeclaration);

const namesOf = (members: ts.NodeArray<ts.TypeElement>): string[] =>
  members.map((member) => member.name!.getText()).sort();

/** The members of an interface's property, by the path of names to it. */
function membersOf(name: string, property?: string): ts.NodeArray<ts.TypeElement> {
  const { members } = interfaces.find((declaration) => declaration.name.text === name)!;
  if (property === undefined) return members;
  const member = members.find((candidate) => candidate.name!.getText() === property)!;
  return ((member as ts.PropertySignature).type as ts.TypeLiteralNode).members;
}

describeWithAddon('the addon, beside binding.d.ts', (addon) => {
  it('exports the functions that are declared, no more and no fewer', () => {
    const declared = new Set(functions.map((declaration) => declaration.name!.text));
    expect(Object.keys(addon).sort()).to.deep.equal([...declared].sort());
    for (const [name, value] of Object.entries(addon)) {
      expect(value, name).to.be.a('function').with.property('name', name);
    }
  });

  it("calls gemm's and setThreads's arguments by their declared names, in their order", () => {
    const sound = [false, false, 1, 1, 1, 1, Float32Array.of(1), 1, Float32Array.of(1), 1, 0];
    const values = { gemm: [...sound, Float32Array.of(1), 1], setThreads: [1] };
    for (const { name, parameters } of functions) {
      if (!(name!.text in values)) continue;
      const right = values[name!.text as keyof typeof values];
      expect(parameters, name!.text).to.have.lengthOf(right.length);
      parameters.forEach((parameter, index) => {
        const call = addon[name!.text as 'setThreads'] as (...args: unknown[]) => void;
        const message = new RegExp(`^${parameter.name.getText()}: expected`);
        expect(() => call(...right.slice(0, index)), `argument ${index}`).to.throw(message);
      });
    }
  });

  it('tells what BuildInformation declares', () => {
    const information = addon.buildInformation();
    expect(Object.keys(information).sort()).to.deep.equal(namesOf(membersOf('BuildInformation')));
    expect(Object.keys(information.openblas).sort()).to.deep.equal(
      namesOf(membersOf('BuildInformation', 'openblas')),
    );
  });

  it('tells its builder, compiler and OpenBLAS in words that can be read', () => {
    const { builder, compiler, openblas } = addon.buildInformation();
    expect(builder).to.be.oneOf(['cmake-js', 'cmake', 'node-gyp']);
    expect(compiler).to.match(/^(GCC|Clang|MSVC) \d+\.\d+/);
    expect(openblas.version).to.match(/^\d+\.\d+\.\d+/);
    expect(openblas.core).to.match(/^\w+$/);
    expect(openblas.parallel).to.be.oneOf(['none', 'pthreads', 'openmp']);
    expect(openblas.maximumThreads).to.be.a('number').that.is.at.least(1);
    expect(openblas.configuration).to.include(openblas.core);
  });
});
