import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeOn } from '@tamani/testing';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ownEngines, type OwnEngine } from '../../../../tools/engines/own.mjs';
import { certificateIn, secured, USER } from '../testing/secured-broker.js';
import type { KafkaBusOptions } from './index.js';

const startBroker = ownEngines('kafka', 'kafka: TLS and SASL');
const TIMEOUT_MS = 180_000;
const LOADER = fileURLToPath(new URL('../../sqlite/testing/source-loader.mjs', import.meta.url));
const CLIENT = fileURLToPath(new URL('../testing/secured-client.ts', import.meta.url));
const run = promisify(execFile);

describeOn(startBroker, 'a broker that speaks TLS and asks who is there', (start) => {
  const user = { ...USER, mechanism: 'scram-sha-512' } as const;
  const folder = mkdtempSync(join(tmpdir(), 'tamani-authority-'));
  const authority = join(folder, 'authority.pem');
  let broker: OwnEngine;

  beforeAll(async () => {
    broker = await start((place) => {
      const extras = secured(place);
      writeFileSync(authority, readFileSync(certificateIn(place.folder)));
      return extras;
    });
  }, TIMEOUT_MS);
  afterAll(async () => {
    await broker?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What a process says that was given these options. */
  async function said(options: Partial<KafkaBusOptions>, env = {}): Promise<string> {
    const all = { brokers: [`127.0.0.1:${broker.port}`], namespace: '', partitions: 1, ...options };
    const args = ['--import', LOADER, CLIENT, JSON.stringify(all)];
    const { PATH } = process.env;
    const { stdout } = await run(process.execPath, args, { env: { PATH, ...env } });
    return stdout;
  }
  const trusting = { NODE_EXTRA_CA_CERTS: authority };

  test(
    'carries messages of a user whom it knows',
    async () => {
      expect(await said({ tls: true, user }, trusting)).toBe('heard {"is":"there"}\n');
    },
    TIMEOUT_MS,
  );

  test(
    'refuses a wrong password at once, as a mistake of the settings',
    async () => {
      const stranger = { ...user, password: 'wrong' };
      const answer = await said({ tls: true, user: stranger }, trusting);
      expect(answer).toMatch(/^StoreMisuse: .*authentication failed/i);
      expect(answer).not.toContain('wrong');
    },
    TIMEOUT_MS,
  );

  test.each([
    ['nobody', { tls: true }, trusting],
    ['a user without TLS', { user }, trusting],
  ])(
    'is not there for %s',
    async (_, options, env) => {
      expect(await said(options, env)).toMatch(/^StoreUnavailable: /);
    },
    TIMEOUT_MS,
  );

  test(
    'refuses at once whoever does not trust its authority, as a mistake of the settings',
    async () => {
      expect(await said({ tls: true, user })).toMatch(/^StoreMisuse: .*certificate/);
    },
    TIMEOUT_MS,
  );
});
