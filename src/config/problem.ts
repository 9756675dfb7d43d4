/** One thing wrong with the environment. Never holds the value: it may be a secret. */
export interface ConfigProblem {
  readonly variable: string;
  /** What is wrong, read after the variable's name: `is missing`, `must be a number from 1 to 10`. */
  readonly problem: string;
  readonly example: string;
}

/**
 * Everything that is wrong, one line each, for the terminal of whoever starts the process.
 * @param processName what refused to start, such as `api`
 */
export function describeConfigProblems(processName: string, problems: readonly ConfigProblem[]): string {
  const lines = problems.map(({ variable, problem, example }) => `  ${variable} ${problem} (example: ${example})`);
  const count = problems.length === 1 ? '1 setting is' : `${problems.length} settings are`;
  return [`The ${processName} cannot start: ${count} wrong. .env.example names them all.`, ...lines].join('\n');
}
