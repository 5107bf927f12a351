import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository, independent of the working directory. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Whether a module is the script that node was started with, through a symbolic link or not.
 * @param {ImportMeta} meta
 */
export const isMain = (meta) =>
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === meta.filename;

/** @param {string} path of a script inside node_modules */
export const installed = (path) => join(root, 'node_modules', path);

/**
 * Runs `node <args>` at the root and gives its exit code. Output goes straight to the terminal,
 * or is returned as text with `quiet`, for a check that speaks only when it fails.
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean, env?: Record<string, string> }} [options]
 * @returns {Promise<{ code: number, output: string, seconds: number }>}
 */
export function runNode(args, options = {}) {
  const started = performance.now();
  const env = { ...process.env, ...options.env };
  /** @type {import('node:child_process').StdioOptions} */
  const stdio = options.quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit';
  const child = spawn(process.execPath, args, { cwd: root, env, stdio });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += String(chunk)));
  child.stderr?.on('data', (chunk) => (output += String(chunk)));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const seconds = (performance.now() - started) / 1000;
      resolve({ code: code ?? (signal ? 1 : 0), output, seconds });
    });
  });
}
