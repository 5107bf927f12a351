import type { MoneyJson } from '@tamani/kernel';
import {
  act,
  because,
  create,
  day,
  linesOf,
  nothing,
  oneOf,
  percentOf,
  thousandths,
  type Act,
} from '../act.js';

const path = 'credit-notes';
const SHARES = [1, 5, 20, 100] as const;

/** What vendors take off approved invoices. */
export const credits: readonly Act[] = [
  create(path, {
    ...{ roles: ['invoice-clerk'], weight: 3 },
    body(scene) {
      const { n, random } = scene;
      const invoice = oneOf(scene, 'invoices', 'approved_for_payment', 'partially_paid', 'paid');
      if (!invoice) return undefined;
      const [line] = linesOf(invoice);
      const amount = percentOf(line?.['amount'] as MoneyJson, random.pick(SHARES));
      const creditedOn = day(scene, invoice['invoicedOn']);
      const lines = [{ orderLine: line?.['orderLine'], amount }];
      return { invoiceId: invoice.id, number: `AV-${n}`, creditedOn, lines, reason: 'Late' };
    },
  }),
  create(path, {
    ...{ roles: ['invoice-clerk'], weight: 2 },
    body(scene) {
      const { n, random } = scene;
      const order = oneOf(scene, 'purchase-orders', 'partially_received', 'fully_received');
      if (!order) return undefined;
      const line = linesOf(order).find(
        (one) => thousandths(one['receivedQuantity']) > thousandths(one['invoicedQuantity']),
      );
      if (!line) return undefined;
      const amount = percentOf(line['amount'] as MoneyJson, random.pick(SHARES));
      const creditedOn = day(scene, order['effectiveAt']);
      const lines = [{ orderLine: line['orderLine'], amount }];
      return { purchaseOrderId: order.id, number: `AV-${n}`, creditedOn, lines, reason: 'Gift' };
    },
  }),
  act(path, 'approve', {
    ...{ roles: ['certifying-officer'], weight: 10, from: ['registered'] },
    body: nothing,
  }),
  act(path, 'cancel', {
    ...{ roles: ['invoice-clerk', 'certifying-officer'], weight: 1, from: ['registered'] },
    body: because,
  }),
];
