import type { MoneyJson } from '@tamani/kernel';
import {
  act,
  addDays,
  because,
  create,
  day,
  minorOf,
  money,
  nothing,
  oneOf,
  onStatement,
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
  'returning',
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

/** What an order still allows before the goods, mostly with a guarantee. */
function ahead(scene: Scene) {
  const { random, n, today } = scene;
  const some = scene
    .all('purchase-orders')
    .filter(({ status, ...one }) => one['advance'] && /^(issued|partially_received)$/.test(status));
  const order = some.length === 0 ? undefined : random.pick(some);
  const terms = order?.['advance'] as Terms | undefined;
  const rest = terms ? minorOf(terms.agreed) - minorOf(terms.outstanding) : 0n;
  if (!order || !terms || rest < 1n) return undefined;
  const part = random.chance(0.6) ? rest : (rest * BigInt(1 + random.below(99))) / 100n;
  const amount = money(part < 1n ? 1n : part, terms.agreed.currency);
  const validUntil = addDays(today, random.chance(0.9) ? 200 : random.below(30) - 10);
  const guarantee = { issuer: 'Banque', number: `G-${n}`, amount, validUntil };
  const of = { kind: 'advance', purchaseOrderId: order.id, amount };
  return random.chance(0.8) ? { ...of, guarantee } : of;
}

interface Terms {
  readonly agreed: MoneyJson;
  readonly outstanding: MoneyJson;
}

const less = (whole: MoneyJson, part: MoneyJson): MoneyJson =>
  money(minorOf(whole) - minorOf(part), whole.currency);

export const payments: readonly Act[] = [
  create(path, {
    ...{ roles: ['invoice-clerk'], weight: 30 },
    body(scene) {
      const invoice = oneOf(scene, 'invoices', 'approved_for_payment', 'partially_paid');
      if (!invoice) return undefined;
      const net = less(invoice['total'] as MoneyJson, invoice['credited'] as MoneyJson);
      const payable = less(net, invoice['recovered'] as MoneyJson);
      const amount = amountOf(scene, invoice.id, payable);
      return amount && { invoiceId: invoice.id, amount };
    },
  }),
  create(path, { ...{ roles: ['invoice-clerk'], weight: 10 }, body: ahead }),
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
    body: (scene) => onStatement(scene, 'VIR'),
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
