import type { DemoUser } from '@tamani/nest';
import type { Body } from '../../equal/script/request.js';
import type { Resource } from '../../equal/script/world.js';
import type { Path } from '../system/kinds.js';

import {
  because,
  today,
  barred,
  forgone,
  bill,
  rest,
  takenOff,
  ahead,
  reclaimed,
  funds,
  overrun,
  confirmed,
  paidBack,
  clear,
  type Sight,
} from './bodies.js';

/** A way out of a status: who does what with a document that stands there. */
export interface Step {
  /** What is acted on. */
  readonly of: Path;
  readonly from: readonly string[];
  readonly role: DemoUser;
  /** What else is looked at; for what is made of it, all of the purchase. */
  readonly reads?: readonly Path[];
  /** An action of the document, or the path of what is made of it. */
  readonly action?: string;
  readonly makes?: Path;
  /** Undefined: not needed. */
  readonly body?: (sight: Sight, of: Resource) => Body | undefined;
}

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
    ...{ of: 'budget-lines', from: ['open', 'soft_closed'], role: 'programme-manager' },
    ...{ action: 'overruns', body: overrun },
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
    ...{ of: 'purchase-orders', from: ['issued', 'partially_received'], role: 'buyer' },
    ...{ action: 'reclaim-advance', body: reclaimed },
  },
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
    ...{ of: 'invoices', from: ['matched', 'approved_for_payment'], reads: ['vendors'] },
    ...{ role: 'certifying-officer', action: 'reject', body: barred },
  },
  {
    ...{ of: 'purchase-orders', from: ['fully_received', 'terminated'], role: 'invoice-clerk' },
    ...{ makes: 'credit-notes', body: forgone },
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
    body: () => ({ writeOffAcknowledged: 'Wind-down' }),
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
