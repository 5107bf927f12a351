/**
 * `node --import 'other-version.mjs?file=…&from=…&to=…' main.js`: another version of a program,
 * which differs from the built one in one text of one file. Ends when the text is not there.
 */
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const asked = new URL(import.meta.url).searchParams;
const [file, from, to] = ['file', 'from', 'to'].map((name) => asked.get(name) ?? '');

/** @type {import('node:module').LoadHook} */
export const load = async (url, context, next) => {
  const loaded = await next(url, context);
  if (!url.endsWith(file)) return loaded;
  const source = String(loaded.source);
  if (!source.includes(from)) throw new Error(`${url} has no ${from}`);
  return { ...loaded, source: source.replace(from, to) };
};

// Imported by the main thread it registers itself; loaded by the hooks' thread it only exports.
if (isMainThread) register(import.meta.url);
