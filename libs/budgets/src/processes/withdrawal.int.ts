import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PROCUREMENT_TOPIC } from '@tamani/procurement/published';
import type { AnyProcess, ProcessCommand } from '@tamani/runtime';
import { BudgetsApp } from '../../testing/budgets-app.js';
import { Purchase } from '../../testing/purchase.js';

let app: BudgetsApp;
let purchase: Purchase;

beforeAll(async () => {
  app = await BudgetsApp.open();
  purchase = new Purchase(app);
  await purchase.rates();
}, 30_000);
afterAll(() => app.close());

interface Sender {
  send(sent: { readonly command: ProcessCommand }): Promise<unknown>;
}
/** What a fault changes in the runner of a process. */
interface Inside {
  options: { readonly rule: AnyProcess; readonly sender: Sender };
}

const inside = (group: string): Inside =>
  app.runtime.processRunners.find((runner) => runner.group === group) as unknown as Inside;

/** A fault of the code: no command of this type reaches this line until it is mended. */
function broken(group: string, type: string, lineId: string): () => void {
  const runner = inside(group);
  const { options } = runner;
  const sender: Sender = {
    send(sent) {
      const { command, id } = sent.command;
      if (command.type === type && id === lineId) throw new TypeError('a fault of the code');
      return options.sender.send(sent);
    },
  };
  runner.options = { ...options, sender };
  return () => {
    runner.options = options;
  };
}

const parked = async (): Promise<readonly string[]> =>
  (await app.runtime.parked.list()).map(({ id }) => id);
const replayed = async () => {
  const [first = ''] = await parked();
  await app.runtime.parked.replay(first);
  await app.settled();
};
/** In the order in which they are asked. */
const twoLines = async () =>
  [await purchase.line('60000.00'), await purchase.line('60000.00')].sort();
const each = (lines: readonly string[]) =>
  Object.fromEntries(lines.map((line) => [line, 580_000] as const));
const booked = (lines: readonly string[]) =>
  Promise.all(lines.map((line) => purchase.booked(line)));
const NO_LINE = 'ffffffff-ffff-4fff-bfff-ffffffffffff';
const NOTHING = ['0.00', '0.00'];
const RESERVED = ['1000.00', '0.00'];

describe('a requisition whose request for funds is parked', () => {
  test('by a fault, is cancelled: nothing stays reserved, also after the replay', async () => {
    const lines = await twoLines();
    const [, second = ''] = lines;
    const mended = broken('budgets.reservation', 'ReserveFunds', second);
    await purchase.submit('F1', each(lines));
    await app.settled();
    expect(await parked()).toHaveLength(1);
    expect(await booked(lines)).toEqual([RESERVED, NOTHING]);
    await purchase.withdraw('F1');
    await app.settled();
    expect(await booked(lines)).toEqual([NOTHING, NOTHING]);
    expect(app.of('budgets.DocumentReservationReleased.v1').at(-1)?.documentId).toBe('F1');
    mended();
    await replayed();
    // The line was asked at last, and took its grant back.
    expect(app.of('budgets.FundsReserved.v1').at(-1)?.budgetLineId).toBe(second);
    expect(await booked(lines)).toEqual([NOTHING, NOTHING]);
    expect(await parked()).toEqual([]);
    expect(app.of('budgets.DocumentFundsReserved.v1')).toEqual([]);
  });

  test('by a refused command, is cancelled, and another replay changes nothing', async () => {
    const rich = await purchase.line('60000.00');
    await purchase.submit('F2', each([rich, NO_LINE]));
    await app.settled();
    expect(await purchase.booked(rich)).toEqual(RESERVED);
    await purchase.withdraw('F2');
    await app.settled();
    expect(await purchase.booked(rich)).toEqual(NOTHING);
    await expect(replayed()).rejects.toThrow('budget_line_unknown');
    await app.settled();
    expect(await purchase.booked(rich)).toEqual(NOTHING);
    const [refused = ''] = await parked();
    await app.runtime.parked.drop(refused, 'operator', 'no such line');
    expect(await parked()).toEqual([]);
  });

  test('behind one that cannot be read, is cancelled: no line is ever asked', async () => {
    const lines = await twoLines();
    const poison = { id: 'poison', type: 'procurement.RequisitionSubmitted.v1', key: 'F3' };
    await app.runtime.ports.bus.publish(PROCUREMENT_TOPIC, [{ ...poison, data: '{"type":' }]);
    await purchase.submit('F3', each(lines));
    await purchase.withdraw('F3');
    await app.settled();
    const waiting = (await app.runtime.parked.list()).filter(
      ({ group }) => group === 'budgets.reservation',
    );
    expect(waiting).toHaveLength(2);
    for (const { id, group } of await app.runtime.parked.list()) {
      if (id === 'poison') await app.runtime.parked.drop(id, 'operator', `not for ${group}`);
    }
    const before = app.of('budgets.FundsReserved.v1').length;
    for (let left = await parked(); left.length > 0; left = await parked()) await replayed();
    expect(app.of('budgets.FundsReserved.v1')).toHaveLength(before);
    expect(await booked(lines)).toEqual([NOTHING, NOTHING]);
    expect(app.of('budgets.DocumentReservationReleased.v1').at(-1)?.documentId).toBe('F3');
  });

  test('control: a withdrawal that waits behind it leaves the money reserved', async () => {
    const rich = await purchase.line('60000.00');
    const runner = inside('budgets.reservation');
    const { options } = runner;
    runner.options = { ...options, rule: { ...options.rule, overtakes: () => false } };
    await purchase.submit('F4', each([rich, NO_LINE]));
    await purchase.withdraw('F4');
    await app.settled();
    expect(await purchase.booked(rich)).toEqual(RESERVED);
    runner.options = options;
    for (const id of await parked()) await app.runtime.parked.drop(id, 'operator', 'control');
  });
});

describe('an order whose request for a commitment is parked', () => {
  test('is cancelled: all is reserved again, also after the replay', async () => {
    const lines = await twoLines();
    const [, second = ''] = lines;
    await purchase.submit('F5', each(lines));
    await app.settled();
    const mended = broken('budgets.commitment', 'CommitFunds', second);
    await purchase.approve('O5', { requisitionId: 'F5', prices: each(lines) });
    await app.settled();
    expect(await booked(lines)).toEqual([['0.00', '1000.00'], RESERVED]);
    await purchase.withdrawOrder('O5', lines);
    await app.settled();
    expect(await booked(lines)).toEqual([RESERVED, RESERVED]);
    mended();
    await replayed();
    expect(app.of('budgets.FundsCommitted.v1').at(-1)?.budgetLineId).toBe(second);
    expect(await booked(lines)).toEqual([RESERVED, RESERVED]);
    expect(app.of('budgets.DocumentFundsCommitted.v1')).toEqual([]);
    expect(await parked()).toEqual([]);
  });
});

describe('an amendment whose request for the difference is parked', () => {
  test('holds nothing when its order is cancelled, also after the replay', async () => {
    const lines = await twoLines();
    const [, second = ''] = lines;
    await purchase.submit('F6', each(lines));
    await app.settled();
    await purchase.approve('O6', { requisitionId: 'F6', prices: each(lines) });
    await app.settled();
    const mended = broken('budgets.adjustment', 'AdjustCommitment', second);
    const changes = each(lines);
    await purchase.adjust('A6', { orderId: 'O6', changes, purpose: 'amendment' });
    await app.settled();
    expect(await booked(lines)).toEqual([
      ['0.00', '2000.00'],
      ['0.00', '1000.00'],
    ]);
    await purchase.end('O6', lines, 'cancelled');
    await app.settled();
    expect(await booked(lines)).toEqual([RESERVED, RESERVED]);
    mended();
    await replayed();
    expect(app.of('budgets.DocumentAdjustmentRejected.v1').at(-1)?.adjustmentId).toBe('A6');
    expect(await booked(lines)).toEqual([RESERVED, RESERVED]);
    expect(await parked()).toEqual([]);
  });
});
