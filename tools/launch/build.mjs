import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const PARENTS = ['apps', 'libs', 'libs/platform'];
const ROOT_FILES = ['package-lock.json', 'tsconfig.base.json', 'tsconfig.json'];
const SOURCE = /\.(ts|json)$/;
const SKIPPED = new Set(['dist', 'node_modules', 'platform']);

/**
 * Compiles the house if a source has changed since the last time, else does nothing: asking the
 * compiler costs a second or more, looking at sizes and dates some milliseconds.
 * @param {string} root
 * @param {string} program what must be there afterwards, from the root
 * @returns {Promise<{ built: boolean, ok: boolean }>}
 */
export async function buildIfStale(root, program) {
  const stamp = join(root, 'node_modules', '.cache', 'tamani', 'built');
  const now = await fingerprint(root);
  const before = await readFile(stamp, 'utf8').catch(() => '');
  if (before === now && existsSync(join(root, program))) return { built: false, ok: true };
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  if (!existsSync(tsc)) {
    process.stderr.write('Lancez d’abord « npm ci ». / Run "npm ci" first.\n');
    return { built: false, ok: false };
  }
  process.stderr.write('compilation… / compiling…\n');
  const run = spawnSync(process.execPath, [tsc, '-b'], { cwd: root, stdio: 'inherit' });
  if (run.status !== 0) return { built: true, ok: false };
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, now);
  return { built: true, ok: true };
}

/**
 * Paths, sizes and dates of all that the compiler reads: added, changed and deleted files show.
 * @param {string} root
 * @returns {Promise<string>}
 */
export async function fingerprint(root) {
  const hash = createHash('sha256');
  for (const file of ROOT_FILES) hash.update(await lineOf(root, file));
  for (const parent of PARENTS) await addFolder(hash, root, parent);
  return hash.digest('hex');
}

/** @param {import('node:crypto').Hash} hash @param {string} root @param {string} folder */
async function addFolder(hash, root, folder) {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) await addFolder(hash, root, path);
    else if (entry.isFile() && SOURCE.test(entry.name)) hash.update(await lineOf(root, path));
  }
}

/** @param {string} root @param {string} path */
async function lineOf(root, path) {
  const { mtimeMs, size } = await stat(join(root, path));
  return `${path} ${size} ${mtimeMs}\n`;
}
