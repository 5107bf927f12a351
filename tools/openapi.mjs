/**
 * `npm run openapi`: writes docs/openapi.json and docs/asyncapi.json as the server describes
 * itself. The test suite compares them, so that what is committed never drifts from the code.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const root = fileURLToPath(new URL('..', import.meta.url));
const dataDir = mkdtempSync(join(tmpdir(), 'tamani-openapi-'));
const server = spawn(process.execPath, [join(root, 'apps/all-in-one/dist/main.js')], {
  env: {
    PATH: process.env['PATH'],
    TAMANI_PORT: '0',
    TAMANI_SEED: 'none',
    TAMANI_DATA_DIR: dataDir,
    TAMANI_LOG_LEVEL: 'error',
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});

/** @returns {Promise<string>} */
const url = () =>
  new Promise((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`the server ended with code ${code}`)));
    server.stdout.on('data', (chunk) => {
      const found = /http:\/\/[\d.:]+/.exec(String(chunk));
      if (found) resolve(found[0]);
    });
  });

try {
  const address = await url();
  for (const name of ['openapi.json', 'asyncapi.json']) {
    const file = join(root, 'docs', name);
    const answer = await fetch(`${address}/${name}`);
    const options = { ...(await resolveConfig(file)), parser: 'json' };
    writeFileSync(file, await format(JSON.stringify(await answer.json()), options));
    process.stdout.write(`${file}\n`);
  }
} finally {
  server.kill();
  rmSync(dataDir, { recursive: true, force: true });
}
