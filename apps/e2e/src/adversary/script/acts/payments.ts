import type { MoneyJson } from '@tamani/kernel';
import {
  act,
  because,
  create,
  day,
  minorOf,
  money,
  nothing,
  oneOf,
  type Act,
  type Scene,
} from '../act.js';
import { lastDelivery } from './receipts.js';

const path = 'payments';
const treasurer = ['treasurer'] as const;
const LIVE = [
  'preparing',
  'prepared',
  'certified',
  'approved',
  'releasing',
  'released',
  'confirmed',
];

/** What no payment has taken of an invoice yet: all of it, or a part. */
function amountOf(scene: Scene, invoiceId: string, total: MoneyJson): MoneyJson | undefined {
  const taken = scene
    .all(path)
    .filter((one) => one['invoiceId'] === invoiceId && LIVE.includes(one.status))
    .reduce((sum, one) => sum + minorOf(one['amount'] as MoneyJson), 0n);
  const rest = minorOf(total) - taken;
  if (rest < 1n) return undefined;
  const { random } = scene;
  if (random.chance(0.06)) return money(rest + 1n + BigInt(random.below(2_000)), total.currency);
  const part = (rest * BigInt(1 + random.below(99))) / 100n;
  return money(random.chance(0.65) || part < 1n ? rest : part, total.currency);
}

const less = (whole: MoneyJson, part: MoneyJson): MoneyJson =>
  money(minorOf(whole) - minorOf(part), whole.currency);

export const payments: readonly Act[] = [
  create(path, {
    ...{ roles: ['invoice-clerk'], weight: 30 },
    body(scene) {
      const invoice = oneOf(scene, 'invoices', 'approved_for_payment', 'partially_paid');
      if (!invoice) return undefined;
      const payable = less(invoice['total'] as MoneyJson, invoice['credited'] as MoneyJson);
      const amount = amountOf(scene, invoice.id, payable);
      return amount && { invoiceId: invoice.id, amount };
    },
  }),
  act(path, 'certify', {
    ...{ roles: ['certifying-officer'], weight: 30, from: ['prepared'] },
    body: nothing,
  }),
  act(path, 'approve', {
    ...{ roles: ['approving-officer'], weight: 30, from: ['certified'] },
    body: nothing,
  }),
  act(path, 'release', {
    ...{ roles: treasurer, weight: 30, from: ['approved'] },
    body: (scene, payment) => ({
      valueDate: day(scene, lastDelivery(scene, payment['purchaseOrderId'])),
    }),
  }),
  act(path, 'confirm', {
    ...{ roles: treasurer, weight: 24, from: ['released'] },
    body: ({ n }) => ({ bankReference: `VIR-${n}` }),
  }),
  act(path, 'return', {
    ...{ roles: treasurer, weight: 6, from: ['released'] },
    body: (scene, payment) => ({
      reason: 'Account closed',
      effectiveAt: day(scene, payment['valueDate']),
    }),
  }),
  act(path, 'return', {
    ...{ roles: treasurer, weight: 3, from: ['confirmed'] },
    body: (scene, payment) => ({
      reason: 'Name unknown',
      effectiveAt: day(scene, payment['valueDate']),
    }),
  }),
  act(path, 'cancel', {
    ...{ roles: ['invoice-clerk', 'certifying-officer'], weight: 3 },
    from: ['prepared', 'certified', 'approved'],
    body: because,
  }),
];
