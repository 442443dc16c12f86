import { FUNCTIONS, type FunctionName, type Language } from '../functions';
import { TASKS, type Task } from './tasks';

const COLUMNS = 98;

const TITLE = 'A softmax classifier of your own: fill in the seven functions, one after another.';

/** The commands that go on from here; FILE stands for the file's name. */
const COMMANDS: readonly (readonly [command: string, words: string])[] = [
  ['npx onelayer check-gradients --code FILE', 'says which are right, and what is wrong'],
  ['npx onelayer exercise --hint gradient', 'gives a hint, one at a time'],
  ['npx onelayer train --code FILE', 'trains with your functions'],
];

const SHAPES = {
  javascript: [
    'A matrix is an array of rows: X[i][j] is feature j of sample i. What you get has rows of type',
    'Float64Array; what you return may have these or plain arrays. Only change the arguments of',
    '`update` and `shuffle`. What you print with console.log is shown.',
  ],
  python: [
    'With NumPy installed, you get arrays of NumPy: X[i, j] is feature j of sample i; without it,',
    'lists of lists. You may return either. Only change the arguments of `update` and `shuffle`. What',
    'you print is shown.',
  ],
};

const TYPES = `type Row = number[] | Float64Array;
type Matrix = Row[];
type Labels = number[] | Int32Array;
type Random = () => number;
`;

/** Returns the file to fill in: a comment with the formula for each function, and no code. */
export function skeletonOf(language: Language, file: string): string {
  const isPython = language === 'python';
  const head = [TITLE, '', ...commands(file), '', ...SHAPES[isPython ? 'python' : 'javascript']];
  const functions = FUNCTIONS.map((name) =>
    isPython ? pythonFunction(name, TASKS[name]) : javascriptFunction(name, TASKS[name], language),
  );
  if (isPython) {
    const beginning = `"""${head.join('\n')}\n"""\n`;
    return [beginning, ...functions].join('\n\n');
  }
  const beginning = head.map((line) => `// ${line}`.trimEnd()).join('\n') + '\n';
  const types = language === 'typescript' ? [TYPES] : [];
  return [beginning, ...types, ...functions].join('\n');
}

/** A name that could end the comment is left out. */
function commands(file: string): string[] {
  const name = /^[\w./-]+$/.test(file) ? file : 'FILE';
  const named = COMMANDS.map(([command, words]) => [command.replace('FILE', name), words]);
  const width = Math.max(...named.map(([command]) => command.length));
  return named.map(([command, words]) => `    ${command.padEnd(width)}  ${words}`);
}

function javascriptFunction(name: FunctionName, task: Task, language: Language): string {
  const isTyped = language === 'typescript';
  const parameters = Object.entries(task.parameters).map(([parameter, kind]) =>
    isTyped ? `${parameter}: ${kind}` : parameter,
  );
  const { returns } = task;
  const type =
    typeof returns === 'string'
      ? returns
      : `{ ${Object.entries(returns)
          .map(([key, kind]) => `${key}: ${kind}`)
          .join('; ')} }`;
  const comment = [...task.words, '', ...task.shapes].map((line) => ` * ${line}`.trimEnd());
  return [
    '/**',
    ...comment,
    ' */',
    signature(name, parameters, isTyped ? `: ${type}` : ''),
    `  throw new Error('${name} is not written yet');`,
    '}',
    '',
  ].join('\n');
}

function signature(name: string, parameters: readonly string[], type: string): string {
  const line = `export function ${name}(${parameters.join(', ')})${type} {`;
  if (line.length <= COLUMNS) return line;
  return [`export function ${name}(`, ...parameters.map((one) => `  ${one},`), `)${type} {`].join(
    '\n',
  );
}

function pythonFunction(name: FunctionName, { parameters, words, shapes }: Task): string {
  // A word of the language.
  const names = Object.keys(parameters).map((one) => (one === 'lambda' ? 'lambda_' : one));
  const lines = [...words, '', ...shapes].map((line) => `    ${line}`.trimEnd());
  const [first, ...rest] = lines;
  return [
    `def ${name}(${names.join(', ')}):`,
    `    """${first.trim()}`,
    ...rest,
    '    """',
    `    raise NotImplementedError("${name} is not written yet")`,
    '',
  ].join('\n');
}
