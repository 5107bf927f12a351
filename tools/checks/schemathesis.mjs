/**
 * `node tools/checks/schemathesis.mjs`: schemathesis against a server of its own, with the
 * demonstration data. Generated requests, valid and invalid, of a role that may; all checks.
 * `TAMANI_SCHEMATHESIS_SECONDS` is how long (300), `TAMANI_TEST_SEED` repeats a run.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineMissing, installSchemathesis } from '../engines/install.mjs';
import { isMain, root } from './run.mjs';

/** @typedef {import('./test.mjs').Count} Count */
/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

const own = join(root, 'tools/checks/schemathesis');
const seconds = process.env['TAMANI_SCHEMATHESIS_SECONDS'] ?? '300';
const seed = process.env['TAMANI_TEST_SEED'] ?? String(Date.now() % 1_000_000);
const READY_TIMEOUT_MS = 300_000;
const LOOK_EVERY_MS = 500;

/**
 * Operations without a finding count as passed, each finding counts as failed.
 * @returns {Promise<Count>}
 */
export async function schemathesis() {
  const folder = await mkdtemp(join(tmpdir(), 'tamani-schemathesis-'));
  /** @type {ChildProcess | undefined} */
  let server;
  try {
    const program = installSchemathesis();
    process.stderr.write(`schemathesis: ${seconds} seconds, seed ${seed}\n`);
    server = startServer(join(folder, 'data'));
    const url = await readyUrl(server);
    return await findings(program, { url, folder });
  } catch (error) {
    if (!(error instanceof EngineMissing)) throw error;
    process.stderr.write(`NOT RUN, schemathesis: ${error.message}\n`);
    return { passed: 0, failed: 0, skipped: 1 };
  } finally {
    await stop(server);
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {string} dataDir */
const startServer = (dataDir) =>
  spawn(process.execPath, [join(root, 'apps/all-in-one/dist/main.js')], {
    env: {
      PATH: process.env['PATH'],
      TAMANI_PORT: '0',
      TAMANI_SEED: 'demo',
      TAMANI_DATA_DIR: dataDir,
      TAMANI_LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/**
 * Waits until the demonstration data is there and everything has followed.
 * @param {ChildProcess} server @returns {Promise<string>}
 */
async function readyUrl(server) {
  let said = '';
  server.stdout?.on('data', (chunk) => (said += String(chunk)));
  const deadline = performance.now() + READY_TIMEOUT_MS;
  for (;;) {
    const url = /http:\/\/[\d.:]+/.exec(said)?.[0];
    if (url && (await isSettled(url))) return url;
    if (server.exitCode !== null || performance.now() > deadline) {
      throw new Error(`the server is not ready:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** @param {string} url */
async function isSettled(url) {
  try {
    const headers = { authorization: `Bearer ${await operatorToken(url)}` };
    const answer = await fetch(`${url}/statusz`, { headers });
    const body = /** @type {{ status?: string, settled?: boolean }} */ (await answer.json());
    return body.status === 'ready' && body.settled === true;
  } catch {
    return false;
  }
}

/** @param {string} url */
async function operatorToken(url) {
  const answer = await fetch(`${url}/v1/demo-tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: 'administrator' }),
  });
  return /** @type {{ accessToken: string }} */ (await answer.json()).accessToken;
}

/**
 * @param {string} program @param {{ url: string, folder: string }} where
 * @returns {Promise<Count>}
 */
async function findings(program, { url, folder }) {
  const report = join(folder, 'report.json');
  const args = ['--config-file', join(own, 'schemathesis.toml'), 'run', `${url}/openapi.json`];
  const how = ['--checks', 'all', '--continue-on-failure', '--generation-database', 'none'];
  const what = ['--seed', seed, '--max-time', seconds, '--no-color'];
  const into = ['--report', 'json', '--report-json-path', report];
  const env = { ...process.env, TAMANI_URL: url, PYTHONPATH: own, SCHEMATHESIS_HOOKS: 'hooks' };
  const child = spawn(program, [...args, ...how, ...what, ...into], {
    cwd: folder,
    env: { ...env, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  return countOf(existsSync(report) ? await readFile(report, 'utf8') : undefined, code);
}

/**
 * @param {string | undefined} text the report; undefined when it ended before writing it
 * @param {number | null} code
 * @returns {Count}
 */
function countOf(text, code) {
  if (text === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const { operations, test_cases: cases } = JSON.parse(text);
  const found = cases.unique_failures + operations.errored;
  const failed = code !== 0 && found === 0 ? 1 : found;
  return { passed: Math.max(operations.tested - failed, 0), failed, skipped: 0 };
}

/** @param {ChildProcess | undefined} server */
async function stop(server) {
  if (!server || server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once('close', resolve));
  server.kill();
  await ended;
}

if (isMain(import.meta)) {
  const { passed, failed } = await schemathesis();
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}
