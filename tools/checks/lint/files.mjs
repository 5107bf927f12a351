import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** @typedef {{ path: string, text: string }} SourceFile path from the root, with `/` */

const SKIPPED = new Set([
  ...['node_modules', 'dist', '.git', '.nx', 'data', 'coverage', 'results', 'generated'],
]);
const TEXT = /\.(ts|mts|mjs|cjs|js|json|md|yml|yaml|sql|csv|go)$|^[^.]+$/;
const GENERATED = new Set(['package-lock.json', 'LICENSE']);

/**
 * Every text file of the tree that people write, in the order of their paths.
 * @param {string} root
 * @returns {Promise<SourceFile[]>}
 */
export async function sourceFiles(root) {
  /** @type {SourceFile[]} */
  const files = [];
  for await (const path of walk(root, '')) {
    files.push({ path, text: await readFile(join(root, path), 'utf8') });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * @param {string} root @param {string} folder
 * @returns {AsyncGenerator<string>}
 */
async function* walk(root, folder) {
  for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      // `src/data` is code; `data/` at the root holds a running system's files.
      if (!SKIPPED.has(entry.name) || (entry.name === 'data' && folder !== ''))
        yield* walk(root, path);
    } else if (entry.isFile() && TEXT.test(entry.name) && !GENERATED.has(entry.name)) {
      yield path;
    }
  }
}

export const isCode = (/** @type {string} */ path) => /\.(ts|mjs|cjs)$/.test(path);
export const isSpec = (/** @type {string} */ path) => /\.(spec|int|e2e)\.ts$/.test(path);
