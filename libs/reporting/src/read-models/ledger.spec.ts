import { expect, test } from '@jest/globals';
import { ledgerOf } from './ledger.read-model.js';
import { moneyEvent, type TestEvent } from '../../testing/money-events.js';

const ledger = ledgerOf(() => []);
const delivery: TestEvent = {
  id: 'e1',
  position: 42,
  effectiveAt: '2026-10-12',
  recordedAt: '2026-10-14T09:30:00.000Z',
  projectId: 'p1',
  region: 'ML07',
  vendorId: 'v1',
  movements: [
    { bucket: 'expended', minor: 1_933_333 },
    { bucket: 'committed', minor: -1_920_000 },
    { bucket: 'deliveryExchangeDifference', minor: 13_333 },
  ],
};
const fold = (event = moneyEvent(delivery)) =>
  ledger.keys(event).map((key) => ledger.on['*']!(undefined, event, key));

test('one line per movement, keyed by its event, with both dates and every dimension', () => {
  expect(ledger.keys(moneyEvent(delivery))).toEqual(['e1:0', 'e1:1', 'e1:2']);
  const [expended, committed] = fold();
  expect(expended).toEqual({
    eventId: 'e1',
    eventType: 'budgets.ExpenditureAccrued.v1',
    bucket: 'expended',
    delta: 1_933_333,
    currency: 'USD',
    documentAmount: null,
    documentKind: 'receipt',
    documentId: 'doc-1',
    documentReference: 'REC-2026-0001',
    effectiveAt: '2026-10-12',
    recordedAt: '2026-10-14T09:30:00.000Z',
    knownAt: '2026-10-14T09:30:00.000000Z',
    recordedPosition: 42,
    fiscalYear: '2026-27',
    spendClass: 'equipment',
    month: '2026-10',
    axis: 'border_security',
    fund: 'RSS-TF',
    budgetLineId: 'line-1',
    projectId: 'p1',
    institution: null,
    region: 'ML07',
    donor: null,
    vendorId: 'v1',
  });
  expect(committed).toMatchObject({ bucket: 'committed', delta: -1_920_000 });
});

test('a line is known after the line before it, whatever the clock of its service says', () => {
  const last = { knownAt: '2026-10-14T09:30:00.000000Z' };
  const [late] = fold({
    ...moneyEvent({ ...delivery, recordedAt: '2026-10-01T00:00:00.000Z' }),
    last,
  });
  expect(late?.knownAt).toBe('2026-10-14T09:30:00.000001Z');
});

test('lines have the declared shape, and every scalar of them is a declared field or shown only', () => {
  for (const line of fold()) {
    expect(ledger.schema.parse(line)).toEqual(line);
    const isDeclared = (field: string) => Object.hasOwn(ledger.fields, field);
    const undeclared = Object.keys(line).filter((field) => !isDeclared(field));
    expect(undeclared.sort()).toEqual(['documentAmount', 'documentReference']);
  }
});

test('an event without movements gives no line', () => {
  const event = { ...moneyEvent(delivery), data: { documentId: 'r1', lines: [] } };
  expect(ledger.keys(event)).toEqual([]);
});

test('a line is never overwritten', () => {
  const event = moneyEvent(delivery);
  const [line] = fold(event);
  expect(() => ledger.on['*']!(line, event, 'e1:0')).toThrow('written twice');
});

test('money without a business date, malformed or beyond 2^53 stops the ledger', () => {
  const { effectiveAt: _, ...undated } = moneyEvent(delivery);
  expect(() => ledger.keys(undated)).toThrow('effectiveAt');
  const malformed = { ...moneyEvent(delivery), data: { movements: [{ bucket: 'expended' }] } };
  expect(() => ledger.keys(malformed)).toThrow('budgetLineId');
  const far = { ...moneyEvent(delivery), position: 2n ** 53n };
  expect(() => fold(far)).toThrow('beyond 2^53');
});
