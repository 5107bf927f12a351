import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeOn } from '@tamani/testing';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { tamani } from '../cli.js';
import { ServerUnderTest } from '../server.js';

const README = fileURLToPath(new URL('../../../../README.md', import.meta.url));

// Only the embedded profile has demonstration data.
const isEmbedded = process.env['TAMANI_PROFILE'] !== 'distributed';
if (!isEmbedded)
  process.stdout.write('skipped: the distributed profile has no demonstration data\n');

/** Lists of which the demonstration data have nothing. */
const EMPTY = ['attention', 'fiscal-periods', 'policies', 'sites', 'webhooks'];

/** The first block of the README in plain shell. */
function block(): string {
  const [, found] = /```sh\n([\s\S]*?)```/.exec(readFileSync(README, 'utf8')) ?? [];
  if (found === undefined) throw new Error('no sh block in the README');
  return found;
}

describeOn(isEmbedded || undefined, 'the README', () => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await ServerUnderTest.start({ TAMANI_SEED: 'demo' });
  }, 60_000);
  afterAll(() => server?.dispose());

  test('a system is not ready before its demonstration data are there', async () => {
    const answer = await fetch(`${server.url}/readyz`);
    expect([answer.status, await answer.json()]).toEqual([
      503,
      expect.objectContaining({ status: 'preparing' }),
    ]);
  });

  test('the five calls work as written, in sh, on a server that has just been started', async () => {
    const script = block().replace('http://127.0.0.1:3000', server.url);
    const { stdout, stderr } = await promisify(execFile)('sh', ['-euc', script]);
    expect(stderr).toBe('');
    const answers = stdout.replaceAll('}{', '}\n{').split('\n').filter(Boolean);
    const [submitted, requisition, line, history] = answers.map(
      (text) => JSON.parse(text) as Record<string, unknown>,
    );
    const id = submitted?.['id'];
    expect(submitted).toMatchObject({ status: 'funds_pending' });
    // Budgets answers by a message, which may still be in transit.
    expect(requisition).toMatchObject({ id, status: expect.stringMatching(/^(funds_|submitted)/) });
    expect(line).toMatchObject({ status: 'open' });
    const types = (history?.['data'] as readonly { type: string }[]).map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['RequisitionSubmitted']));
  }, 120_000);

  test('every list that the server names can be exported', async () => {
    const at = ['--url', server.url];
    const { lists } = JSON.parse(await tamani(['export', '--json', ...at], {})) as {
      lists: readonly { name: string }[];
    };
    for (const { name } of lists) {
      const csv = await tamani(['export', name, ...at], {});
      const [header = '', first = ''] = csv.split('\r\n');
      expect([name, header.split(',').length > 1]).toEqual([name, true]);
      if (!EMPTY.includes(name)) expect([name, first.length > 0]).toEqual([name, true]);
    }
  }, 120_000);
});
