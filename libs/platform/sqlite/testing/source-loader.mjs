/**
 * `node --import ./source-loader.mjs child.ts`: runs the sources of the house without a build, so
 * that a child process of a test is never an older version than the test itself.
 */
import { transformSync } from '@swc/core';
import { existsSync, readFileSync } from 'node:fs';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

const IS_SOURCE = /\.ts$/;

/** @type {import('node:module').ResolveHook} */
export const resolve = async (specifier, context, next) => {
  const conditions = ['@tamani/source', ...context.conditions];
  if (/^\.{1,2}\/.*\.js$/.test(specifier) && IS_SOURCE.test(context.parentURL ?? '')) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(source)) return { url: source.href, format: 'module', shortCircuit: true };
  }
  return next(specifier, { ...context, conditions });
};

/** @type {import('node:module').LoadHook} */
export const load = async (url, context, next) => {
  if (!IS_SOURCE.test(url)) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = transformSync(readFileSync(filename, 'utf8'), { filename, swcrc: true });
  return { format: 'module', source: code, shortCircuit: true };
};

// Imported by the main thread it registers itself; loaded by the hooks' thread it only exports.
if (isMainThread) register(import.meta.url);
