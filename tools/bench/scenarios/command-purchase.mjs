import { auditContext, AuditModule } from '@tamani/audit';
import { budgetsContext, BudgetsModule } from '@tamani/budgets';
import { procurementContext, ProcurementModule } from '@tamani/procurement';
import { projectsContext, ProjectsModule } from '@tamani/projects';
import { reportingContext, ReportingModule } from '@tamani/reporting';
import { Load } from '../load/api-load.mjs';
import { echoControllers } from '../support/echo-modules.mjs';
import { serve } from '../support/serve.mjs';

/**
 * @typedef {import('../load/api-load.mjs').Api} Api
 * @typedef {{ lines: string[], vendor: string, day: string }} World
 */

const CONNECTIONS = 64;
/** More than connections: while some wait for a process, others have something to send. */
const JOURNEYS = 160;
const ROUND_MS = 4_000;
const LINES = 40;
export const USERS = [
  ...['requisitioner', 'certifying-officer', 'buyer', 'award-approver', 'receiver'],
  ...['invoice-clerk', 'approving-officer', 'treasurer', 'budget-officer'],
];

export const contexts = [
  ...[projectsContext, budgetsContext, procurementContext],
  ...[reportingContext, auditContext],
];
export const modules = [
  ProjectsModule,
  BudgetsModule,
  ProcurementModule,
  ReportingModule,
  AuditModule,
];

const francs = (/** @type {number} */ amount) => ({ amount: String(amount), currency: 'XOF' });

/** Rates of the month, lines with money that does not run out, a vendor that is clear. */
export async function prepare(/** @type {Api} */ api) {
  const day = new Date().toISOString().slice(0, 10);
  const year = Number(day.slice(0, 4)) - (day.slice(5, 7) < '07' ? 1 : 0);
  const fiscalYear = `${year}-${String(year + 1).slice(2)}`;
  const officer = 'budget-officer';
  const rates = [{ currency: 'XOF', rate: '580' }];
  await api.create(officer, 'rate-tables', {
    month: day.slice(0, 7),
    base: 'USD',
    source: 'x',
    rates,
  });
  const lines = await Promise.all(
    Array.from({ length: LINES }, (_, n) =>
      openLine(api, { n, fiscalYear, from: `${year}-07-01` }),
    ),
  );
  const registered = { name: 'Sahel Bureautique SARL', country: 'ML', registrationNumber: 'RC-1' };
  const vendor = await api.create('buyer', 'vendors', registered);
  const screening = { list: 'UNSC', listVersion: day, result: 'clear' };
  await api.act('buyer', `vendors/${vendor.id}/screenings`, { etag: vendor.etag, body: screening });
  const world = { lines, vendor: vendor.id, day };
  return (/** @type {Api} */ to, /** @type {number} */ n) => purchase(to, n, world);
}

/**
 * @param {Api} api @param {{ n: number, fiscalYear: string, from: string }} line
 */
async function openLine(api, { n, fiscalYear, from }) {
  const described = { title: `Équipement ${n}`, fund: `RSS-TF-${n}`, fiscalYear, projectId: null };
  const coded = { axis: 'border_security', spendClass: 'equipment', currency: 'USD' };
  const drafted = await api.create('budget-officer', 'budget-lines', { ...described, ...coded });
  const resource = `budget-lines/${drafted.id}`;
  const amount = { amount: '90000000.00', currency: 'USD' };
  const body = { amount, effectiveAt: from, reason: 'Exercice' };
  const funded = await api.act('budget-officer', `${resource}/allotments`, { ...drafted, body });
  await api.act('budget-officer', `${resource}/open`, funded);
  return drafted.id;
}

/** One purchase, from the requisition to the bank's confirmation. */
async function purchase(
  /** @type {Api} */ api,
  /** @type {number} */ n,
  /** @type {World} */ world,
) {
  const { day } = world;
  const budgetLineId = world.lines[n % world.lines.length];
  const item = { description: 'Ordinateur', spendClass: 'equipment', unit: 'each', quantity: '2' };
  const draft = await api.create('requisitioner', 'requisitions', {
    title: `Ordinateurs ${n}`,
    neededBy: '2030-12-31',
    lines: [{ ...item, unitPrice: francs(290_000), budgetLineId }],
  });
  const requisition = `requisitions/${draft.id}`;
  await api.act('requisitioner', `${requisition}/submit`, { ...draft, body: { effectiveAt: day } });
  const etag = await api.settled('requisitioner', requisition, ['funds_reserved']);
  await api.act('certifying-officer', `${requisition}/certify`, { etag });
  const order = await orderOf(api, { requisitionId: draft.id, ...world });
  await receive(api, order, day);
  await pay(api, { n, invoiceId: await invoice(api, { n, order, ...world }), valueDate: day });
}

/** @param {Api} api @param {{ requisitionId: string } & World} of @returns {Promise<string>} id */
async function orderOf(api, { requisitionId, vendor, day }) {
  const made = await api.create('buyer', 'purchase-orders', {
    kind: 'goods',
    vendorId: vendor,
    requisitionId,
    lines: [{ requisitionLine: 1, quantity: '2', unitPrice: francs(278_400) }],
    award: { method: 'direct', waiverReason: 'Seul distributeur agréé du pays' },
  });
  const order = `purchase-orders/${made.id}`;
  const body = { effectiveAt: day };
  await api.act('award-approver', `${order}/approve`, { ...made, body });
  await api.settled('buyer', order, ['issued']);
  return made.id;
}

/** @param {Api} api @param {string} purchaseOrderId @param {string} deliveredOn */
async function receive(api, purchaseOrderId, deliveredOn) {
  const lines = [{ orderLine: 1, quantity: '2' }];
  const made = await api.create('receiver', 'receipts', { purchaseOrderId, deliveredOn, lines });
  const receipt = `receipts/${made.id}`;
  const body = { lines: [{ orderLine: 1, accepted: '2', rejected: '0' }] };
  const inspected = await api.act('receiver', `${receipt}/inspect`, { ...made, body });
  await api.act('receiver', `${receipt}/post`, inspected);
}

/**
 * @param {Api} api @param {{ n: number, order: string } & World} of
 * @returns {Promise<string>} id
 */
async function invoice(api, { n, order, vendor, day }) {
  const made = await api.create('invoice-clerk', 'invoices', {
    vendorId: vendor,
    number: `F-${api.run}-${n}`,
    purchaseOrderId: order,
    invoicedOn: day,
    lines: [{ orderLine: 1, quantity: '2', unitPrice: francs(278_400) }],
  });
  const resource = `invoices/${made.id}`;
  const etag = await api.settled('invoice-clerk', resource, ['matched']);
  await api.act('certifying-officer', `${resource}/approve`, { etag });
  return made.id;
}

/** @param {Api} api @param {{ n: number, invoiceId: string, valueDate: string }} of */
async function pay(api, { n, invoiceId, valueDate }) {
  const amount = francs(556_800);
  const prepared = await api.create('invoice-clerk', 'payments', { invoiceId, amount });
  const payment = `payments/${prepared.id}`;
  const certified = await api.act('certifying-officer', `${payment}/certify`, prepared);
  const approved = await api.act('approving-officer', `${payment}/approve`, certified);
  const body = { valueDate };
  const released = await api.act('treasurer', `${payment}/release`, { ...approved, body });
  const bank = { bankReference: `VIR-${api.run}-${n}` };
  await api.act('treasurer', `${payment}/confirm`, { ...released, body: bank });
}

/** @type {Record<string, (folder: string) => Promise<import('../support/types.mjs').Contender>>} */
export const contenders = {
  tamani: (folder) => serve(folder, { contexts, modules }),
  echo: (folder) => serve(folder, { contexts: [], controllers: echoControllers(modules) }),
};

/** @type {Map<string, Load>} */
const loads = new Map();

/** @type {readonly import('../support/types.mjs').Scenario[]} */
export const scenarios = [
  {
    name: 'command-purchase-c64',
    what: '64 connections, purchases from requisition to payment, all services; control: an echo',
    module: new URL(import.meta.url),
    subject: 'tamani',
    control: 'echo',
    unit: 'command',
    target: 0.7,
    async drive(address, side) {
      const how = { users: USERS, connections: CONNECTIONS, echo: side === 'echo' };
      const load = loads.get(side) ?? (await Load.open(address, how, prepare));
      loads.set(side, load);
      return load.round({ journeys: JOURNEYS, milliseconds: ROUND_MS });
    },
    done: () => {
      for (const load of loads.values()) load.close();
    },
  },
];
