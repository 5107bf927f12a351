import type { MoneyJson } from '@tamani/kernel';
import type { Body } from '../../equal/script/request.js';
import type { Resource } from '../../equal/script/world.js';
import { linesOf, minorOf, money, quantity, thousandths } from '../script/act.js';
import type { Path } from '../system/kinds.js';

/** What can be seen when everything is brought to its end. */
export interface Sight {
  readonly today: string;
  /** The number of the request: for names. */
  readonly n: number;
  all(path: Path): readonly Resource[];
}

const reason = { reason: 'Wind-down' };
export const because = (): Body => reason;
export const today = ({ today: effectiveAt }: Sight): Body => ({ effectiveAt, ...reason });

/** Its vendor is never to be paid again. */
const isBarred = ({ all }: Sight, { vendorId }: Resource & { vendorId?: unknown }): boolean =>
  all('vendors').some(({ id, status }) => id === vendorId && status === 'ineligible');

/** An invoice that cannot be paid any more. */
export const barred = (sight: Sight, invoice: Resource): Body | undefined =>
  isBarred(sight, invoice) ? reason : undefined;

/** What is accepted and not invoiced of a vendor that cannot be paid: it is given up. */
export function forgone(sight: Sight, order: Resource): Body | undefined {
  const lines = linesOf(order).flatMap(({ orderLine, unitPrice, ...line }) => {
    const price = unitPrice as MoneyJson;
    const minor = (BigInt(unbilled(line)) * minorOf(price)) / 1_000n;
    return minor > 0n ? [{ orderLine, amount: money(minor, price.currency) }] : [];
  });
  if (!isBarred(sight, order) || lines.length === 0) return undefined;
  const of = { purchaseOrderId: order.id, number: `C-${sight.n}` };
  return { ...of, creditedOn: sight.today, lines, ...reason };
}

/** Thousandths of a line that are accepted and not invoiced. */
const unbilled = (line: Readonly<Record<string, unknown>>): number =>
  Math.min(thousandths(line['receivedQuantity']), thousandths(line['quantity'])) -
  thousandths(line['invoicedQuantity']);

/** What is accepted and not invoiced, at the order's price. */
export function bill(sight: Sight, order: Resource): Body | undefined {
  const { today: invoicedOn, n, all } = sight;
  if (isBarred(sight, order)) return undefined;
  const open = all('invoices').some(
    (one) => one['purchaseOrderId'] === order.id && ['exception', 'disputed'].includes(one.status),
  );
  const lines = linesOf(order).flatMap(({ orderLine, unitPrice, ...line }) => {
    const rest = unbilled(line);
    return rest > 0 ? [{ orderLine, unitPrice, quantity: quantity(rest) }] : [];
  });
  if (open || lines.length === 0) return undefined;
  const of = { vendorId: order['vendorId'], purchaseOrderId: order.id };
  return { ...of, number: `W-${n}`, invoicedOn, lines };
}

/** All that is open of an invoice. */
export function rest(_: Sight, invoice: Resource): Body | undefined {
  const left = linesOf(invoice).reduce((sum, { open }) => sum + minorOf(open as MoneyJson), 0n);
  const { currency } = invoice['total'] as MoneyJson;
  return left > 0n ? { invoiceId: invoice.id, amount: money(left, currency) } : undefined;
}

/** What is left to pay for goods that are gone: the vendor takes it off. */
export function takenOff({ today: creditedOn, n }: Sight, invoice: Resource): Body | undefined {
  if ((invoice['receivable'] as readonly unknown[]).length === 0) return undefined;
  const lines = linesOf(invoice).flatMap(({ orderLine, open }) => {
    const amount = open as MoneyJson;
    return minorOf(amount) > 0n ? [{ orderLine, amount }] : [];
  });
  if (lines.length === 0) return undefined;
  return { invoiceId: invoice.id, number: `C-${n}`, creditedOn, lines, ...reason };
}

/** An advance that no invoice has touched goes back. */
export const ahead = (sight: Sight, payment: Resource): Body | undefined =>
  payment['kind'] === 'advance' ? today(sight) : undefined;

/** The rest of an advance whose goods do not come is paid back. */
export function reclaimed(sight: Sight, order: Resource): Body | undefined {
  const advance = order['advance'] as Readonly<Record<string, MoneyJson>> | null;
  const isOut = advance?.['outstanding'] && minorOf(advance['outstanding']) > 0n;
  return isOut ? today(sight) : undefined;
}

/** What its deliveries that wait for funds need. */
export function funds(sight: Sight, line: Resource): Body | undefined {
  const held = (line['heldDeliveries'] ?? []) as readonly { amount: MoneyJson }[];
  if (held.length === 0) return undefined;
  const needed = held.reduce((sum, { amount }) => sum + minorOf(amount), 0n);
  return { amount: money(needed, String(line['currency'])), ...today(sight) };
}

/** The same where the project has no more: an overrun. */
export function overrun({ today: expiresOn }: Sight, line: Resource): Body | undefined {
  const held = (line['heldDeliveries'] ?? []) as readonly { amount: MoneyJson }[];
  if (held.length === 0) return undefined;
  const known = (line['overrun'] as { readonly cap: MoneyJson } | null)?.cap;
  const needed = held.reduce((sum, { amount }) => sum + minorOf(amount), 0n);
  const cap = money(needed + (known ? minorOf(known) : 0n), String(line['currency']));
  return { cap, expiresOn, authority: 'A. Traoré', ...reason };
}

export const confirmed = ({ n }: Sight): Body => ({ bankReference: `VIR-END-${n}` });

/** All that the vendor owes. */
export const paidBack = ({ today: valueDate, n }: Sight, owed: Resource): Body => ({
  ...{ amount: owed['open'], valueDate, bankReference: `REM-END-${n}` },
});

export const clear = ({ today: listVersion }: Sight): Body => ({
  ...{ list: 'UNSC', listVersion, result: 'clear' },
});
