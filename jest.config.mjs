/** One configuration for the whole tree: suites are found by suffix, not by package. */
export default {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { swcrc: true }] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['@tamani/source', 'node', 'node-addons'] },
  testMatch: ['**/*.spec.ts', '**/*.int.ts', '**/*.e2e.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  transformIgnorePatterns: ['/node_modules/'],
  workerIdleMemoryLimit: '600MB',
  maxWorkers: 2,
  // Eleven processes take longer to start than one.
  testTimeout: process.env.TAMANI_PROFILE === 'distributed' ? 180_000 : 30_000,
};
