/**
 * Jest with what the house needs: ES modules, and the root as its directory wherever it is called
 * from. Arguments are passed on: `jest.mjs libs/budgets`, `jest.mjs contract` (the contract
 * suites of the ports, found by the word in their path), `jest.mjs -t 'shortfall'`.
 */
import { installed, isMain, runNode } from './run.mjs';

/**
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>} exit code
 */
export async function jest(args, env = {}) {
  const warnings = ['--disable-warning=ExperimentalWarning'];
  const command = ['--experimental-vm-modules', ...warnings, installed('jest/bin/jest.js')];
  const { code } = await runNode([...command, ...args], { env });
  return code;
}

if (isMain(import.meta)) {
  process.exitCode = await jest(process.argv.slice(2));
}
