const transform = { '^.+\\.(t|j|mj)s$': '@swc/jest' };
/** Packages that are ES modules only. */
const transformIgnorePatterns = ['/node_modules/(?!(jose)/)'];
const shared = { transform, transformIgnorePatterns, testEnvironment: 'node' };

/**
 * `unit` needs nothing but Node. `integration` runs on real parts: Postgres, a Temporal server and the Sikka
 * simulator, all on loopback, started once by test/support/global-setup.ts.
 *
 * @type {import('jest').Config}
 */
const config = {
  maxWorkers: 2,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      roots: ['<rootDir>/src', '<rootDir>/simulator', '<rootDir>/bench'],
      testMatch: ['**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'integration',
      roots: ['<rootDir>/test'],
      testMatch: ['**/*.test.ts'],
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
      setupFilesAfterEnv: ['<rootDir>/test/support/each-file.ts'],
    },
  ],
};

module.exports = config;
