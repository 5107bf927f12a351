import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seedDemo } from '@tamani/demo';
import { ServerUnderTest } from '../server.js';

interface Money {
  readonly amount: string;
  readonly currency: string;
}
type Row = Readonly<Record<string, Money | string | null>>;
interface Report {
  readonly asOf: string;
  readonly knownAt: string;
  readonly position: string;
  readonly data: readonly Row[];
  readonly totals: readonly Row[];
}

const dimensions = [
  ...['fiscalYear', 'spendClass', 'month', 'axis', 'fund', 'budgetLine'],
  ...['project', 'institution', 'region', 'donor', 'vendor'],
];
/** What a group of documents has at a time; it is never less than nothing. */
const standing = ['allotted', 'preCommitted', 'committed', 'expended', 'disbursed', 'advances'];
const flows = ['deliveryExchangeDifference', 'paymentExchangeDifference', 'unliquidated'];

/** Reports made one after the other while the seed, six purchases at a time, is written. */
const whileWritten: { readonly query: Record<string, string>; readonly report: Report }[] = [];
let server: ServerUnderTest;
beforeAll(async () => {
  server = await ServerUnderTest.start();
  let isOver = false;
  const today = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
  const seeded = seedDemo(server.api, { today, tell: () => undefined });
  const over = seeded.finally(() => (isOver = true));
  for (let n = 0; !isOver; n++) {
    const query = { groupBy: dimensions[n % dimensions.length] ?? '' };
    whileWritten.push({ query, report: await spend(query) });
  }
  await over;
  await server.settled();
}, 240_000);
afterAll(() => server?.dispose());

const spend = async (query: Record<string, string>): Promise<Report> =>
  (await server.api.get<Report>('reporting-job', 'spend', query)).body;

const minorOf = (value: Money | string | null | undefined): bigint =>
  BigInt((value as Money).amount.replace('.', ''));

/** Its figures; the links name the position as well. */
const figuresOf = ({ data, totals }: Report): string =>
  JSON.stringify([data, totals], (key, value: unknown) =>
    key === 'ledgerLines' ? undefined : value,
  );

test('a report asked again with the dates it stated is the same to the cent', async () => {
  expect(whileWritten.length).toBeGreaterThan(20);
  expect(new Set(whileWritten.map(({ report }) => report.knownAt)).size).toBeGreaterThan(10);
  for (const { query, report } of whileWritten) {
    const { asOf, knownAt, position } = report;
    const again = await spend({ ...query, asOf, knownAt });
    expect([again.knownAt, figuresOf(again)]).toEqual([knownAt, figuresOf(report)]);
    const exactly = await spend({ ...query, asOf, knownAt, position });
    expect(exactly).toEqual(report);
  }
});

test('spend by any dimension has the same totals, of which its rows are the parts', async () => {
  const { totals, ...whole } = await spend({});
  expect(totals.length).toBeGreaterThan(0);
  const { asOf, knownAt } = whole;
  for (const groupBy of [...dimensions, 'vendor,month', 'project,vendor,spendClass']) {
    const report = await spend({ groupBy, asOf, knownAt });
    for (const [n, total] of totals.entries()) {
      for (const figure of [...standing, ...flows]) {
        const rows = report.data.filter(({ currency }) => currency === total['currency']);
        const sum = rows.reduce((all, row) => all + minorOf(row[figure]), 0n);
        const own = report.totals[n]?.[figure];
        expect([groupBy, figure, own, sum]).toEqual([
          ...[groupBy, figure, total[figure]],
          minorOf(total[figure]),
        ]);
      }
    }
  }
});

test.each(dimensions.filter((name) => name !== 'month'))(
  "a document's money moves between rows as a whole: no row by %s is below nothing",
  async (groupBy) => {
    const { data } = await spend({ groupBy });
    expect(data.length).toBeGreaterThan(0);
    const below = data.flatMap((row) =>
      standing
        .filter((figure) => minorOf(row[figure]) < 0n)
        .map((figure) => [row[groupBy], figure, row[figure]]),
    );
    expect(below).toEqual([]);
  },
);

interface Described {
  readonly paths: Readonly<
    Record<string, { readonly get?: { readonly parameters: readonly { readonly name: string }[] } }>
  >;
}

test('every version of a document is one that the description knows, and no other is answered', async () => {
  const { paths } = await server.api.describe<Described>();
  const versioned = Object.entries(paths)
    .filter(([path, { get }]) => {
      const isOne = /^\/v1\/[a-z-]+\/\{id\}$/.test(path);
      return isOne && get?.parameters.some(({ name }) => name === 'version');
    })
    .map(([path]) => path.split('/')[2] ?? '');
  expect(versioned).toEqual(expect.arrayContaining(['budget-lines', 'contributions', 'payments']));
  const user = 'administrator';
  for (const path of versioned) {
    const { data } = (await server.api.get<Page>(user, path, { limit: 5 })).body;
    for (const { id, revision } of data) {
      for (let version = 0; version <= Math.min(Number(revision), 20); version++) {
        // The client holds each answer to the description.
        const { body } = await server.api.get(user, `${path}/${id}`, { version });
        expect([path, body['revision']]).toEqual([path, String(version)]);
      }
      const beyond = server.api.get(user, `${path}/${id}`, { version: Number(revision) + 1 });
      await expect(beyond).rejects.toMatchObject({ status: 404, code: 'version_unknown' });
    }
  }
});

interface Page {
  readonly data: readonly { readonly id: string; readonly revision: string }[];
}
