import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { outputOf } from '../workers/child.js';
import type { Mutation } from './mutation.js';

const MUTATING = new URL('./mutating-loader.mjs', import.meta.url);
const WORKER = new URL('./worker.ts', import.meta.url);

type Change = Pick<Mutation, 'file' | 'find' | 'replace'>;

const envOf = ({ file, find, replace }: Change) => ({
  TAMANI_MUTATION: JSON.stringify({ file, find, replace }),
});

/** The first rule that is broken without the guard, with the history's number; or empty. */
export const caught = (
  change: Change,
  { seed, histories }: { readonly seed: number; readonly histories: number },
): Promise<string> =>
  outputOf({
    script: WORKER,
    args: [seed, histories],
    loaders: [MUTATING],
    env: envOf(change),
  });

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const JEST = pathOf('../../../../../tools/checks/jest.mjs');
const CONFIG = pathOf('./mutating-jest.config.mjs');

/** The first test of a suite that fails without the guard; or empty. */
export async function failing(change: Change, suite: string): Promise<string> {
  const args = [JEST, '--config', CONFIG, '--runTestsByPath', suite];
  const env = { ...process.env, ...envOf(change) };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code === 0) return '';
  const [, name] = /● (.*)/.exec(errors) ?? [];
  if (name === undefined) throw new Error(`no test of ${suite} was run: ${errors}`);
  return name;
}
