import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The rooms of `src/`, lowest first, each with the rooms that it may import from. */
export const rooms = {
  errors: [],
  tasks: [],
  algebra: ['tasks'],
  display: ['errors'],
  files: ['errors', 'tasks'],
  cluster: ['errors', 'files'],
  backend: ['errors', 'tasks', 'files', 'cluster'],
  random: ['errors'],
  data: ['errors', 'tasks', 'display', 'files', 'backend', 'random'],
  tables: ['errors', 'tasks', 'display', 'files', 'data'],
  patches: ['errors', 'tasks', 'files', 'algebra', 'backend', 'random', 'data'],
  model: ['errors', 'tasks', 'backend', 'data', 'random', 'tables', 'patches'],
  training: [
    'errors',
    'tasks',
    'algebra',
    'display',
    'files',
    'backend',
    'cluster',
    'patches',
    'model',
    'data',
    'random',
  ],
  checks: ['errors', 'tasks', 'backend', 'random', 'data', 'model', 'training'],
  exercise: [
    'errors',
    'tasks',
    'files',
    'backend',
    'random',
    'data',
    'model',
    'training',
    'checks',
  ],
  search: ['errors', 'tasks', 'display', 'files', 'backend', 'data', 'model', 'random', 'training'],
  exchange: ['errors', 'tasks', 'files', 'data', 'patches', 'model', 'tables'],
  library: [
    'errors',
    'tasks',
    'display',
    'files',
    'backend',
    'cluster',
    'data',
    'tables',
    'patches',
    'model',
    'training',
    'search',
    'exchange',
  ],
  report: [
    'errors',
    'display',
    'files',
    'backend',
    'data',
    'tables',
    'patches',
    'model',
    'training',
    'search',
    'checks',
  ],
  service: ['errors', 'files', 'backend', 'data', 'tables', 'library'],
  live: ['errors', 'files', 'data', 'model', 'training', 'search', 'checks', 'report', 'service'],
  verify: [
    'errors',
    'tasks',
    'files',
    'backend',
    'data',
    'model',
    'training',
    'exchange',
    'report',
  ],
  cli: [
    'errors',
    'files',
    'backend',
    'cluster',
    'random',
    'data',
    'tables',
    'patches',
    'model',
    'training',
    'search',
    'exchange',
    'library',
    'checks',
    'exercise',
    'report',
    'service',
    'live',
    'verify',
  ],
};

/** Makes an import against the map of rooms an error. */
const importsPointDownwards = Object.entries(rooms).map(([room, allowed]) => ({
  files: [`src/${room}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: Object.keys(rooms)
          .filter((other) => other !== room && !allowed.includes(other))
          .map((other) => ({
            regex: `^(\\.\\./)+${other}(/|$)`,
            message: `src/${room} may not import src/${other}: see the map of rooms in docs/architecture.md`,
          })),
      },
    ],
  },
}));

export default defineConfig(
  globalIgnores(['build/', 'dist/', 'coverage/', 'docs/api/', 'test/fixtures/']),
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/prefer-for-of': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      // A module that is loaded on use is required, with the type that it has.
      '@typescript-eslint/no-require-imports': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportExpression',
          message:
            'import() fails in programs that Jest and others run in a context of their own: use dependency() or optionalPackage() of src/files/',
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.js'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: {
        require: 'readonly',
        module: 'writable',
        process: 'readonly',
        __dirname: 'readonly',
        console: 'readonly',
        performance: 'readonly',
        AbortController: 'readonly',
        Buffer: 'readonly',
      },
    },
  },
  {
    // For the browser, one script in several files: the compiler checks what it uses (its own tsconfig.json).
    files: ['src/report/page/browser/*.js', 'src/live/page/browser/*.js'],
    languageOptions: { sourceType: 'script' },
    rules: { 'no-undef': 'off', 'no-unused-vars': ['error', { vars: 'local' }] },
  },
  ...importsPointDownwards,
);
