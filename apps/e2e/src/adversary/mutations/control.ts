import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Mutation } from './table.js';

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const SOURCES = pathOf('../../../../../libs/platform/sqlite/testing/source-loader.mjs');
const MUTATING = pathOf('./mutating-loader.mjs');
const WORKER = pathOf('./worker.ts');

/** The first rule that is broken without the guard, with the history's number; or empty. */
export async function caught(
  { file, find, replace }: Pick<Mutation, 'file' | 'find' | 'replace'>,
  { seed, histories }: { readonly seed: number; readonly histories: number },
): Promise<string> {
  const env = { ...process.env, TAMANI_MUTATION: JSON.stringify({ file, find, replace }) };
  const args = ['--disable-warning=ExperimentalWarning', '--import', SOURCES, '--import', MUTATING];
  const child = spawn(process.execPath, [...args, WORKER, String(seed), String(histories)], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the process of the control ended with ${code}: ${errors}`);
  return output;
}
