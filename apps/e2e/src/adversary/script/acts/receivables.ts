import type { MoneyJson } from '@tamani/kernel';
import {
  act,
  because,
  day,
  minorOf,
  money,
  onStatement,
  percentOf,
  type Act,
  type Scene,
} from '../act.js';
import type { Resource } from '../../../equal/script/world.js';

const path = 'receivables';
const SHARES = [5, 50, 100, 100] as const;

/** All of what is owed, or a part. */
const amountOf = ({ random }: Scene, { open }: Resource & { readonly open?: unknown }): MoneyJson =>
  percentOf(open as MoneyJson, random.pick(SHARES));

/** An approved invoice of the same vendor, also of the same order. */
const against = (scene: Scene, { vendorId }: Resource & { readonly vendorId?: unknown }) =>
  scene
    .all('invoices')
    .filter(
      (one) =>
        one['vendorId'] === vendorId &&
        ['approved_for_payment', 'partially_paid'].includes(one.status),
    );

const lower = (one: MoneyJson, other: MoneyJson): MoneyJson =>
  minorOf(one) < minorOf(other) ? one : money(minorOf(other), one.currency);

/** How what vendors owe ends. */
export const receivables: readonly Act[] = [
  act(path, 'refund', {
    ...{ roles: ['treasurer'], weight: 8, from: ['open'] },
    body: (scene, receivable) => ({
      amount: amountOf(scene, receivable),
      valueDate: day(scene, receivable['arisenOn']),
      ...onStatement(scene, 'REM'),
    }),
  }),
  act(path, 'offset', {
    ...{ roles: ['approving-officer'], weight: 12, from: ['open'] },
    body(scene, receivable) {
      const invoices = against(scene, receivable);
      if (invoices.length === 0) return undefined;
      const invoice = scene.random.pick(invoices);
      const open = amountOf(scene, receivable);
      return {
        ...{ invoiceId: invoice.id, amount: lower(open, invoice['total'] as MoneyJson) },
        effectiveAt: day(scene, receivable['arisenOn']),
      };
    },
  }),
  act(path, 'request-write-off', {
    ...{ roles: ['invoice-clerk', 'treasurer'], weight: 4, from: ['open'] },
    body: because,
  }),
  act(path, 'reject-write-off', {
    ...{ roles: ['approving-officer'], weight: 3, from: ['write_off_requested'] },
    body: because,
  }),
  act(path, 'approve-write-off', {
    ...{ roles: ['approving-officer'], weight: 14, from: ['write_off_requested'] },
    body: (scene, receivable) => ({ effectiveAt: day(scene, receivable['arisenOn']) }),
  }),
];
