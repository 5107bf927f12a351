import type { MoneyJson } from '@tamani/kernel';
import type { DemoUser } from '@tamani/nest';
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

/** A way out of a status: who does what with a document that stands there. */
export interface Step {
  /** What is acted on. */
  readonly of: Path;
  readonly from: readonly string[];
  readonly role: DemoUser;
  /** An action of the document, or the path of what is made of it. */
  readonly action?: string;
  readonly makes?: Path;
  /** Undefined: not needed. */
  readonly body?: (sight: Sight, of: Resource) => Body | undefined;
}

const reason = { reason: 'Wind-down' };
const because = (): Body => reason;
const today = ({ today: effectiveAt }: Sight): Body => ({ effectiveAt, ...reason });

/** What is accepted and not invoiced, at the order's price. */
function bill({ today: invoicedOn, n, all }: Sight, order: Resource): Body | undefined {
  const open = all('invoices').some(
    (one) => one['purchaseOrderId'] === order.id && ['exception', 'disputed'].includes(one.status),
  );
  const lines = linesOf(order).flatMap(({ orderLine, unitPrice, ...line }) => {
    const received = thousandths(line['receivedQuantity']);
    const most = Math.min(received, thousandths(line['quantity']));
    const rest = most - thousandths(line['invoicedQuantity']);
    return rest > 0 ? [{ orderLine, unitPrice, quantity: quantity(rest) }] : [];
  });
  if (open || lines.length === 0) return undefined;
  const of = { vendorId: order['vendorId'], purchaseOrderId: order.id };
  return { ...of, number: `W-${n}`, invoicedOn, lines };
}

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

/** All that no payment has taken of an invoice. */
function rest({ all }: Sight, invoice: Resource): Body | undefined {
  const total = invoice['total'] as MoneyJson;
  const taken = all('payments')
    .filter((one) => one['invoiceId'] === invoice.id && LIVE.includes(one.status))
    .reduce((sum, one) => sum + minorOf(one['amount'] as MoneyJson), 0n);
  const off =
    minorOf(invoice['credited'] as MoneyJson) + minorOf(invoice['recovered'] as MoneyJson);
  const left = minorOf(total) - off - taken;
  return left > 0n ? { invoiceId: invoice.id, amount: money(left, total.currency) } : undefined;
}

/** What is left to pay for goods that are gone: the vendor takes it off. */
function takenOff({ today: creditedOn, n }: Sight, invoice: Resource): Body | undefined {
  if ((invoice['receivable'] as readonly unknown[]).length === 0) return undefined;
  const lines = linesOf(invoice).flatMap(({ orderLine, open }) => {
    const amount = open as MoneyJson;
    return minorOf(amount) > 0n ? [{ orderLine, amount }] : [];
  });
  if (lines.length === 0) return undefined;
  return { invoiceId: invoice.id, number: `C-${n}`, creditedOn, lines, ...reason };
}

/** An advance that no invoice has touched goes back. */
const ahead = (sight: Sight, payment: Resource): Body | undefined =>
  payment['kind'] === 'advance' ? today(sight) : undefined;

/** Of an order whose advance was recovered in part, the rest comes: its invoices recover it. */
function goods({ today: deliveredOn }: Sight, order: Resource): Body | undefined {
  const advance = order['advance'] as Readonly<Record<string, MoneyJson>> | null;
  const isOwed = advance?.['outstanding'] && minorOf(advance['outstanding']) > 0n;
  if (!isOwed) return undefined;
  const lines = linesOf(order).flatMap(({ orderLine, ...line }) => {
    const rest = thousandths(line['quantity']) - thousandths(line['receivedQuantity']);
    return rest > 0 ? [{ orderLine, quantity: quantity(rest) }] : [];
  });
  return lines.length === 0 ? undefined : { purchaseOrderId: order.id, deliveredOn, lines };
}

/** All of it is as it should be. */
const accepted = (_: Sight, receipt: Resource): Body => ({
  lines: linesOf(receipt).map(({ orderLine, ...line }) => ({
    ...{ orderLine, accepted: line['quantity'], rejected: '0' },
  })),
});

/** What its deliveries that wait for funds need. */
function funds(sight: Sight, line: Resource): Body | undefined {
  const held = (line['heldDeliveries'] ?? []) as readonly { amount: MoneyJson }[];
  if (held.length === 0) return undefined;
  const needed = held.reduce((sum, { amount }) => sum + minorOf(amount), 0n);
  return { amount: money(needed, String(line['currency'])), ...today(sight) };
}

const confirmed = ({ n }: Sight): Body => ({ bankReference: `VIR-${n}` });

/** All that the vendor owes. */
const paidBack = ({ today: valueDate, n }: Sight, owed: Resource): Body => ({
  ...{ amount: owed['open'], valueDate, bankReference: `REM-${n}` },
});

const clear = ({ today: listVersion }: Sight): Body => ({
  ...{ list: 'UNSC', listVersion, result: 'clear' },
});

/**
 * The ways out, in the order in which they are tried. A new way out is one entry. What hinders
 * everybody is lifted first: closed months, frozen lines, old screenings.
 */
export const steps: readonly Step[] = [
  {
    of: 'fiscal-periods',
    from: ['certified', 'closed', 'closing', 'soft_closed'],
    role: 'budget-officer',
    action: 'reopen',
  },
  { of: 'budget-lines', from: ['frozen'], role: 'budget-officer', action: 'unfreeze' },
  {
    ...{ of: 'vendors', from: ['registered', 'eligible', 'suspended'], role: 'buyer' },
    ...{ action: 'screenings', body: clear },
  },
  { of: 'vendors', from: ['suspended'], role: 'buyer', action: 'reinstate' },
  {
    ...{ of: 'budget-lines', from: ['open', 'soft_closed'], role: 'budget-officer' },
    ...{ action: 'allotments', body: funds },
  },
  {
    ...{ of: 'payments', from: ['prepared', 'certified', 'approved'], role: 'invoice-clerk' },
    action: 'cancel',
  },
  {
    ...{ of: 'payments', from: ['released'], role: 'treasurer', action: 'confirm' },
    body: confirmed,
  },
  {
    of: 'receipts',
    from: ['registered', 'inspected'],
    role: 'receiver',
    action: 'reverse',
    body: today,
  },
  { of: 'purchase-orders', from: ['draft'], role: 'buyer', action: 'cancel' },
  { of: 'purchase-orders', from: ['on_hold'], role: 'buyer', action: 'resume', body: () => ({}) },
  {
    ...{ of: 'payments', from: ['confirmed'], role: 'treasurer', action: 'return', body: ahead },
  },
  {
    ...{ of: 'purchase-orders', from: ['issued', 'partially_received'], role: 'receiver' },
    ...{ makes: 'receipts', body: goods },
  },
  { of: 'receipts', from: ['registered'], role: 'receiver', action: 'inspect', body: accepted },
  { of: 'receipts', from: ['inspected'], role: 'receiver', action: 'post', body: () => ({}) },
  {
    ...{ of: 'purchase-orders', from: ['issued'], role: 'buyer', action: 'cancel' },
    body: today,
  },
  {
    ...{ of: 'purchase-orders', from: ['issued', 'partially_received'], role: 'buyer' },
    action: 'terminate',
    body: today,
  },
  { of: 'invoices', from: ['disputed'], role: 'certifying-officer', action: 'settle-dispute' },
  { of: 'invoices', from: ['exception'], role: 'certifying-officer', action: 'reject' },
  { of: 'credit-notes', from: ['registered'], role: 'invoice-clerk', action: 'cancel' },
  {
    ...{ of: 'receivables', from: ['write_off_requested'], role: 'invoice-clerk' },
    action: 'reject-write-off',
  },
  {
    ...{ of: 'receivables', from: ['open'], role: 'treasurer', action: 'refund' },
    body: paidBack,
  },
  {
    ...{ of: 'invoices', from: ['approved_for_payment', 'partially_paid'], role: 'invoice-clerk' },
    ...{ makes: 'credit-notes', body: takenOff },
  },
  {
    ...{ of: 'credit-notes', from: ['registered'], role: 'certifying-officer', action: 'approve' },
    body: () => ({}),
  },
  { of: 'budget-transfers', from: ['requested'], role: 'budget-officer', action: 'withdraw' },
  {
    ...{ of: 'purchase-orders', from: ['fully_received', 'terminated'], role: 'invoice-clerk' },
    ...{ makes: 'invoices', body: bill },
  },
  {
    ...{ of: 'invoices', from: ['matched'], role: 'certifying-officer', action: 'approve' },
    body: () => ({}),
  },
  {
    ...{ of: 'invoices', from: ['approved_for_payment', 'partially_paid'], role: 'invoice-clerk' },
    ...{ makes: 'payments', body: rest },
  },
  ...(['certify', 'approve', 'release'] as const).map((action, at) => ({
    ...{ of: 'payments' as const, from: [['prepared', 'certified', 'approved'][at] as string] },
    role: (['certifying-officer', 'approving-officer', 'treasurer'] as const)[at] as DemoUser,
    ...{ action, body: () => ({}) },
  })),
  {
    ...{ of: 'payments', from: ['released'], role: 'treasurer', action: 'confirm' },
    body: confirmed,
  },
  {
    ...{ of: 'purchase-orders', from: ['fully_received'], role: 'buyer', action: 'close' },
    body: () => ({}),
  },
  {
    of: 'requisitions',
    from: ['draft', 'funds_reserved', 'funds_rejected', 'certified', 'partially_ordered'],
    ...{ role: 'requisitioner', action: 'cancel' },
  },
  {
    of: 'requisitions',
    from: ['certified', 'partially_ordered', 'ordered'],
    ...{ role: 'requisitioner', action: 'close' },
  },
  { of: 'budget-lines', from: ['open'], role: 'budget-officer', action: 'soft-close' },
  { of: 'budget-lines', from: ['soft_closed'], role: 'budget-officer', action: 'close' },
].map((step) => ({ body: because, ...step }) as Step);

/** Where nothing more is to be done. */
export const final: Readonly<Partial<Record<Path, readonly string[]>>> = {
  requisitions: ['closed', 'cancelled'],
  'purchase-orders': ['closed', 'cancelled', 'terminated', 'lapsed'],
  receipts: ['posted', 'reversed'],
  invoices: ['paid', 'rejected', 'cancelled'],
  'credit-notes': ['approved', 'cancelled', 'refused'],
  receivables: ['settled', 'written_off'],
  payments: ['confirmed', 'returned', 'cancelled', 'refused'],
  'budget-transfers': ['completed', 'rejected', 'withdrawn', 'refused', 'hold_released'],
  'budget-lines': ['closed', 'draft'],
};
