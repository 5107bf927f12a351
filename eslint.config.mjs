/**
 * ESLint sees the syntax and the types; what it cannot see (who imports whom, sizes of files and
 * folders, words) is checked beside it by tools/checks/lint.mjs.
 */
import { builtinRules } from 'eslint/use-at-your-own-risk';
import tseslint from 'typescript-eslint';

/** The same rule twice: a warning where a function grows long, an error where it is too long. */
const house = { rules: { 'long-function': builtinRules.get('max-lines-per-function') } };
const lines = (max) => ({ max, skipBlankLines: true, skipComments: true });
const specs = ['**/*.spec.ts', '**/*.int.ts', '**/*.e2e.ts'];

export default tseslint.config(
  {
    ignores: [
      ...['**/dist/**', '**/node_modules/**', 'data/**', 'bench/results/**', 'coverage/**'],
      'apps/e2e/client/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.mjs'],
    plugins: { house },
    rules: {
      'house/long-function': ['warn', lines(30)],
      'max-lines-per-function': ['error', lines(70)],
      'max-params': ['error', 3],
      'max-depth': ['error', 3],
      complexity: ['error', 12],
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name: it greps and renames.' },
        {
          selector: 'BinaryExpression[operator="in"][left.type!="Literal"]',
          message: 'It finds "toString" in every object: Object.hasOwn.',
        },
      ],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    languageOptions: {
      parserOptions: {
        project: './tsconfig.spec.json',
        tsconfigRootDir: import.meta.dirname,
        emitDecoratorMetadata: true,
        experimentalDecorators: true,
      },
    },
    rules: {
      // The parameters of a decorated class are values at run time; the rule knows by the two
      // options above, and leaves such files alone.
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: true },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      // A promise that nobody waits for is an error that nobody hears of.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
    },
  },
  {
    // A suite is one long function by nature; its cases are what should be short.
    files: specs,
    rules: { 'max-lines-per-function': 'off', 'house/long-function': 'off' },
  },
  {
    // Tools ask for a default export here.
    files: ['*.config.mjs'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
