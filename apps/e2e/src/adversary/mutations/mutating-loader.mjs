/**
 * `node --import source-loader.mjs --import mutating-loader.mjs`: the sources of the house, with
 * one guard of one file taken out. TAMANI_MUTATION says which: `{ file, find, replace }`.
 */
import { transformSync } from '@swc/core';
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

const { file, find, replace } = JSON.parse(process.env['TAMANI_MUTATION'] ?? '{"file":""}');

/** @type {import('node:module').LoadHook} */
export const load = async (url, context, next) => {
  if (file === '' || !url.endsWith(`/${file}`)) return next(url, context);
  const filename = fileURLToPath(url);
  const parts = readFileSync(filename, 'utf8').split(find);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times: ${find}`);
  const { code } = transformSync(parts.join(replace), { filename, swcrc: true });
  return { format: 'module', source: code, shortCircuit: true };
};

// Imported by the main thread it registers itself; loaded by the hooks' thread it only exports.
if (isMainThread) register(import.meta.url);
