import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Mutation } from './mutation.js';

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const SOURCES = pathOf('../../../../../libs/platform/sqlite/testing/source-loader.mjs');
const JEST = pathOf('../../../../../tools/checks/jest.mjs');

type Change = Pick<Mutation, 'file' | 'find' | 'replace'>;

/** The first rule that is broken without the guard, with the history's number; or empty. */
export async function caught(
  change: Change,
  { seed, histories }: { readonly seed: number; readonly histories: number },
): Promise<string> {
  const imports = [SOURCES, pathOf('./mutating-loader.mjs')].flatMap((one) => ['--import', one]);
  const worker = [pathOf('./worker.ts'), String(seed), String(histories)];
  const { code, output, errors } = await run(change, [...imports, ...worker]);
  if (code !== 0) throw new Error(`the process of the control ended with ${code}: ${errors}`);
  return output;
}

/** The first test of a suite that fails without the guard; or empty. */
export async function failing(change: Change, suite: string): Promise<string> {
  const config = ['--config', pathOf('./mutating-jest.config.mjs'), '--runTestsByPath', suite];
  const { code, errors } = await run(change, [JEST, ...config]);
  const [, test = ''] = /● (.*)/.exec(errors) ?? [];
  return code === 0 ? '' : test;
}

/** A process in which the guard is not there. */
async function run({ file, find, replace }: Change, args: readonly string[]) {
  const env = { ...process.env, TAMANI_MUTATION: JSON.stringify({ file, find, replace }) };
  const command = ['--disable-warning=ExperimentalWarning', ...args];
  const child = spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, output, errors };
}
