import { outputOf } from '../workers/child.js';
import type { Mutation } from './table.js';

const MUTATING = new URL('./mutating-loader.mjs', import.meta.url);
const WORKER = new URL('./worker.ts', import.meta.url);

/** The first rule that is broken without the guard, with the history's number; or empty. */
export function caught(
  { file, find, replace }: Pick<Mutation, 'file' | 'find' | 'replace'>,
  { seed, histories }: { readonly seed: number; readonly histories: number },
): Promise<string> {
  const env = { TAMANI_MUTATION: JSON.stringify({ file, find, replace }) };
  return outputOf({ script: WORKER, args: [seed, histories], loaders: [MUTATING], env });
}
