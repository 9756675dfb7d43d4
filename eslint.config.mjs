import { builtinModules } from 'node:module';
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Workflow code runs again on replay: it may see neither Node, nor a clock, nor randomness, nor the network. */
const workflowMayNotImport = builtinModules.filter((name) => !name.startsWith('_') && !name.startsWith('node:'));

export default tseslint.config(
  { ignores: ['dist/**', 'coverage/**', '.data/**', '.cache/**', 'node_modules/**'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/workflows/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: workflowMayNotImport.map((name) => ({ name, message: 'Workflow code may not use Node built-ins.' })),
          patterns: [{ regex: '^node:', message: 'Workflow code may not use Node built-ins.' }],
        },
      ],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^\\.\\./(?!domain/|temporal/)',
              allowTypeImports: true,
              message: 'Workflows see types only, except domain/ and temporal/.',
            },
          ],
        },
      ],
      'no-restricted-globals': [
        'error',
        ...['process', 'Buffer', 'fetch', 'performance', 'crypto', 'setInterval', 'setTimeout', 'setImmediate'].map(
          (name) => ({ name, message: 'Not deterministic on replay; use @temporalio/workflow.' }),
        ),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'No clocks in workflow code; pass times in, or ask an activity.' },
        { object: 'Math', property: 'random', message: 'No randomness in workflow code; use uuid4 from the SDK.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'No clocks in workflow code.' },
      ],
    },
  },
  {
    // Protected health information is unwrapped where it is read, stored, compared or spoken, and nowhere else.
    files: ['src/**/*.ts'],
    ignores: [
      'src/domain/**',
      'src/sikka/**',
      'src/persistence/**',
      'src/services/**',
      'src/api/vapi/tools/*/say.ts',
      'src/api/vapi/{run-tool-call,claim-once,call-language}.ts',
      'src/workflows/**',
      'src/cli/**',
      '**/*.test.ts',
    ],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['**/domain/phi'], importNames: ['reveal', 'Phi.reveal'], message: 'PHI stays wrapped here.' },
          ],
        },
      ],
    },
  },
  {
    files: ['src/cli/**/*.ts', 'bench/**/*.ts', 'simulator/callers/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    files: ['**/*.cjs', '**/*.mjs'],
    languageOptions: { globals: { module: 'writable', require: 'readonly', process: 'readonly', console: 'readonly' } },
  },
);
