import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Authority } from '../testing/authority.js';
import { gatewaySettingsOf, SERVICES } from './settings.js';

const env = (more: Readonly<Record<string, string>> = {}) => ({
  ...Object.fromEntries(
    SERVICES.map((name) => [`TAMANI_${name.toUpperCase()}_URL`, 'http://a:3000']),
  ),
  ...more,
});

describe('the settings of the gateway', () => {
  test('addresses are origins; a path, a password or another scheme is refused', () => {
    const taken = 'https://a:3000, http://b:3000/';
    const { upstreams } = gatewaySettingsOf(env({ TAMANI_AUDIT_URL: taken }));
    expect(upstreams.audit).toEqual(['https://a:3000', 'http://b:3000']);
    for (const url of [
      '',
      'a:3000',
      'http://a/v1',
      'http://u:p@a',
      'ftp://a',
      'http://a?x',
      'http:a',
    ])
      expect(() => gatewaySettingsOf(env({ TAMANI_AUDIT_URL: url }))).toThrow('TAMANI_AUDIT_URL');
  });

  test('an authority is a file with a certificate', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tamani-ca-'));
    const path = join(folder, 'ca.pem');
    const read = () => gatewaySettingsOf(env({ TAMANI_SERVICES_CA_FILE: path }));
    expect(read).toThrow('TAMANI_SERVICES_CA_FILE');
    writeFileSync(path, 'no certificate');
    expect(read).toThrow('TAMANI_SERVICES_CA_FILE');
    const { cert } = new Authority('ours');
    writeFileSync(path, cert);
    expect(read().ca).toBe(cert);
    rmSync(folder, { recursive: true });
  });

  test('bounds are whole numbers above zero', () => {
    expect(gatewaySettingsOf(env()).limits).toEqual({
      inHand: 1_024,
      connections: 12_000,
      answerMs: 60_000,
    });
    const set = { TAMANI_MAX_REQUESTS: '10', TAMANI_ANSWER_TIMEOUT_S: '5' };
    expect(gatewaySettingsOf(env(set)).limits).toMatchObject({ inHand: 10, answerMs: 5_000 });
    for (const text of ['0', '-1', '1.5', 'x', ''])
      expect(() => gatewaySettingsOf(env({ TAMANI_MAX_CONNECTIONS: text }))).toThrow(
        'TAMANI_MAX_CONNECTIONS',
      );
  });
});
