import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Resource } from '@tamani/client';
import { describeOn } from '@tamani/testing';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ServerUnderTest } from './server.js';

const FLOWS = fileURLToPath(
  new URL('../../../../shared/data/real/funding-flows.csv', import.meta.url),
);
const CLI = fileURLToPath(new URL('../../cli/dist/main.js', import.meta.url));
const NOBODY = 'Non précisé';

interface ImportReport {
  readonly rows: number;
  readonly imported: number;
  readonly unchanged: number;
  readonly repeated: readonly { line: number; firstLine: number }[];
  readonly refused: readonly { line: number; code: string }[];
}

/** Amounts are whole in this file; sums as bigint by `donor|currency|stage`. */
type Totals = Record<string, bigint>;

const add = (totals: Totals, key: string, amount: bigint): void => {
  totals[key] = (totals[key] ?? 0n) + amount;
};

type Row = (name: string) => string;

const FIELD = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g;

/** Records of a CSV text, each as a function from column to text. */
function rowsOf(text: string): readonly Row[] {
  const records: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text.matchAll(FIELD)) {
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',') records.push([]);
  }
  const [header = [], ...rows] = records.filter((record) => record.length > 1);
  return rows.map((row) => (name) => row[header.indexOf(name)] ?? '');
}

/** An independent few lines: nothing of the import is used here, not even its CSV reader. */
function totalsOfFile(text: string): { totals: Totals; rows: number; flows: number } {
  const rows = rowsOf(text);
  const totals: Totals = {};
  // The same id is the same flow: three records are in the file twice, word for word.
  const flows = new Map(rows.map((row) => [row('id'), row]));
  for (const row of flows.values()) {
    const original = BigInt(row('originalAmount') || 0);
    const isOriginal = row('originalCurrency') !== '' && original !== 0n;
    const currency = isOriginal ? row('originalCurrency') : 'USD';
    const amount = isOriginal ? original : BigInt(row('amountUSD'));
    add(totals, `${row('srcOrganization').trim() || NOBODY}|${currency}`, amount);
    if (row('status') === 'paid') add(totals, `received|${currency}`, amount);
  }
  return { totals, rows: rows.length, flows: flows.size };
}

const isThere = existsSync(FLOWS);
if (!isThere) process.stdout.write('skipped: the real funding flows are not on this machine\n');

describeOn(isThere || undefined, 'the real funding flows', () => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await ServerUnderTest.start();
  });
  afterAll(() => server?.dispose());

  async function runImport(): Promise<ImportReport> {
    const args = [CLI, 'import', 'contributions', FLOWS, '--url', server.url, '--json'];
    args.push('--donor-if-missing', NOBODY);
    const run = promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 26 });
    const { stdout } = await run.catch((error: unknown) => error as { stdout: string });
    return JSON.parse(stdout) as ImportReport;
  }

  async function totalsOfApi(): Promise<Totals> {
    await server.settled();
    const totals: Totals = {};
    for await (const one of server.api.list<Resource>('reporting-job', 'contributions')) {
      const currency = String(one['currency']);
      const whole = (field: string): bigint => {
        const { amount } = one[field] as { amount: string };
        const [units = '', decimals = ''] = amount.split('.');
        expect(Number(decimals)).toBe(0);
        return BigInt(units);
      };
      add(totals, `${String(one['donor'])}|${currency}`, whole('amount'));
      if (whole('received') > 0n) add(totals, `received|${currency}`, whole('received'));
    }
    return totals;
  }

  test('all of them are in; totals by donor and by currency are the file’s', async () => {
    const { totals, rows, flows } = totalsOfFile(readFileSync(FLOWS, 'utf8'));
    expect(rows).toBe(1106);
    const report = await runImport();
    expect(report.refused).toEqual([]);
    expect(report.rows).toBe(rows);
    expect(report.imported).toBe(flows);
    expect(report.repeated.length).toBe(rows - flows);
    expect(await totalsOfApi()).toEqual(totals);
  }, 300_000);

  test('the second run changes nothing', async () => {
    const before = await totalsOfApi();
    const { position } = await server.status();
    const report = await runImport();
    expect(report).toMatchObject({ imported: 0, refused: [] });
    expect(await totalsOfApi()).toEqual(before);
    expect((await server.status()).position).toBe(position);
  }, 300_000);
});
