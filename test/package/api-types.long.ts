import { expect } from 'chai';
import path from 'node:path';
import ts from 'typescript';
import { documented, exportedNames, GIVEN } from './api-examples';
import { root } from './tarballs';

/** An example as a module of its own, which imports what it does not import itself. */
function moduleOf(code: string): string {
  const own = /^import \{(?<names>.*)\} from 'onelayer';\n/m.exec(code);
  const imported = own?.groups!.names.split(',').map((name) => name.trim()) ?? [];
  const others = exportedNames().filter((name) => !imported.includes(name));
  const given = Object.entries(GIVEN).map(([name, type]) => `declare const ${name}: ${type};`);
  return [
    `import { ${others.join(', ')} } from 'onelayer';`,
    own?.[0] ?? '',
    ...given,
    `export async function example() {\n${code.replace(own?.[0] ?? '', '')}}`,
  ].join('\n');
}

/** What the compiler says of modules, by the rules of `tsconfig.json`. */
function complaints(modules: ReadonlyMap<string, string>): string[] {
  const config = ts.readConfigFile(path.join(root, 'tsconfig.json'), (file) =>
    ts.sys.readFile(file),
  );
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const relaxed = { ...options, noUnusedLocals: false, isolatedModules: false };
  const host = ts.createCompilerHost(relaxed);
  const ofModules: ts.CompilerHost = {
    ...host,
    fileExists: (file) => modules.has(file) || host.fileExists(file),
    readFile: (file) => modules.get(file) ?? host.readFile(file),
    getSourceFile: (file, language, ...others) => {
      const text = modules.get(file);
      if (text === undefined) return host.getSourceFile(file, language, ...others);
      return ts.createSourceFile(file, text, language);
    },
  };
  const program = ts.createProgram([...modules.keys()], relaxed, ofModules);
  return [...modules.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    return [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ].map(
      ({ messageText }) =>
        `${path.basename(file)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
  });
}

describe('the types of the API’s examples', function () {
  this.timeout(180_000);
  const modules = new Map(
    documented().flatMap(({ name, examples }) =>
      examples.map((code, i) => [path.join(root, `test/${name}-${i + 1}.ts`), moduleOf(code)]),
    ),
  );

  it('are right', () => {
    expect(complaints(modules)).to.deep.equal([]);
  });

  it('infer the type of the labels from the data set, and refuse what is no option', () => {
    const right = `
      const X = [[1], [2]];
      const numbers = dataSet({ X, labels: [3, 4] });
      const { classifier: ofNumbers } = await train(split(numbers, { validation: 1 }));
      const number: number = ofNumbers.predict([1]);
      const fitted = await new LinearClassifier().fit(numbers);
      const several: number[] = fitted.predict(X);
      const best: number = fitted.topK([1], 1)[0].label;
      const text: string = (await train(dataSet({ X, labels: ['a', 'b'] }))).classifier.predict([1]);
      const flag: boolean = (await train(dataSet({ X, labels: [true, false] }))).classifier.predict([1]);
      const named: string = (await train(dataSet({ X, labels: [0, 1], classes: ['a', 'b'] }))).classifier.predict([1]);
      const like: number = (await train(dataSet({ X, labels: ['3'], like: numbers }))).classifier.predict([1]);
      const loaded: string | number | boolean = (await LinearClassifier.load('m.json')).predict([1]);
      const short = new LinearClassifier<number>({ schedule: 'step:10:0.5', earlyStopping: 5 });
      await short.fit(numbers);
    `;
    const wrong = [
      'const text: string = (await train(dataSet({ X: [[1]], labels: [3] }))).classifier.predict([1]);',
      "await new LinearClassifier<number>().fit(dataSet({ X: [[1]], labels: ['a'] }));",
      "train(data, { schedule: 'cosin' });",
      "train(data, { schedule: 'step:ten:1' });",
    ];
    const all = [right, ...wrong].map((text, i): [string, string] => [
      path.join(root, `test/own-${i}.ts`),
      moduleOf(text),
    ]);
    const names = complaints(new Map(all)).map((complaint) => complaint.split(':', 1)[0]);
    expect(names).to.deep.equal(['own-1.ts', 'own-2.ts', 'own-3.ts', 'own-4.ts']);
  });

  it('are checked: a wrong one is found', () => {
    const file = path.join(root, 'test/wrong.ts');
    const code = 'const { accuracy } = await classifier.predict(row);\ntrain(data, { etta: 1 });\n';
    expect(complaints(new Map([[file, moduleOf(code)]]))).to.have.length(2);
  });
});
