/**
 * `node --import source-loader.mjs --import mutating-loader.mjs`: the sources of the house, with
 * one guard of one file taken out.
 */
import { transformSync } from '@swc/core';
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { isMutated, mutated } from './mutated.mjs';

/** @type {import('node:module').LoadHook} */
export const load = async (url, context, next) => {
  if (!isMutated(url)) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = transformSync(mutated(readFileSync(filename, 'utf8')), {
    filename,
    swcrc: true,
  });
  return { format: 'module', source: code, shortCircuit: true };
};

// Imported by the main thread it registers itself; loaded by the hooks' thread it only exports.
if (isMainThread) register(import.meta.url);
