/**
 * The main flow by a client that knows nothing but docs/openapi.json: types by openapi-typescript,
 * calls by openapi-fetch. Not one cast; generated-client.e2e.ts checks and runs it.
 */
import createClient, { type Client } from 'openapi-fetch';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { components, paths } from './generated/api.js';

/** Lists are in other formats, too. */
type Json = 'application/json' | 'application/problem+json';
type User = components['schemas']['DemoUser'];

const francs = (amount: string) => ({ amount, currency: 'XOF' });

/** What a call gave: its body, and the revision for the next change of it. */
type Answered<T> = { readonly body: T; readonly etag: string };

async function answered<T>(
  call: Promise<{ data?: T; error?: components['schemas']['Problem']; response: Response }>,
): Promise<Answered<T>> {
  const { data, error, response } = await call;
  if (data === undefined) throw new Error(`${response.url}: ${error?.code ?? response.status}`);
  return { body: data, etag: response.headers.get('etag') ?? '' };
}

const fresh = () => ({ 'Idempotency-Key': randomUUID() });
const at = (id: string, etag: string) => ({
  path: { id },
  header: { ...fresh(), 'If-Match': etag },
});

export class MainFlow {
  private readonly clients = new Map<User, Client<paths, Json>>();

  constructor(private readonly baseUrl: string) {}

  /** From the rates of the month to the paid invoice; its last payment and the events' types. */
  async run() {
    const line = await this.openLine();
    const vendorId = await this.screenedVendor();
    const requisitionId = await this.certified(line);
    const orderId = await this.issued(requisitionId, vendorId);
    await this.received(orderId);
    const payment = await this.paid(await this.invoiced(orderId, vendorId));
    return { payment, submittedFor: await this.submissions(requisitionId) };
  }

  private async as(user: User): Promise<Client<paths, Json>> {
    const known = this.clients.get(user);
    if (known) return known;
    const open = createClient<paths, Json>({ baseUrl: this.baseUrl });
    const { body } = await answered(open.POST('/v1/demo-tokens', { body: { user } }));
    const headers = { authorization: `Bearer ${body.accessToken}` };
    const client = createClient<paths, Json>({ baseUrl: this.baseUrl, headers });
    this.clients.set(user, client);
    return client;
  }

  private async openLine(): Promise<string> {
    const officer = await this.as('budget-officer');
    for (const month of ['2026-09', '2026-10', '2026-11']) {
      const body = {
        ...{ month, base: 'USD' as const, source: 'UN operational rates' },
        rates: [{ currency: 'XOF', rate: '580' }],
      };
      await answered(officer.POST('/v1/rate-tables', { params: { header: fresh() }, body }));
    }
    const made = await answered(
      officer.POST('/v1/budget-lines', {
        params: { header: fresh() },
        body: {
          ...{ title: 'Equipment', fund: 'RSS-TF', fiscalYear: '2026-27', currency: 'USD' },
          ...{ axis: 'border_security', spendClass: 'equipment' },
        },
      }),
    );
    const { id } = made.body;
    const allotted = await answered(
      officer.POST('/v1/budget-lines/{id}/allotments', {
        params: at(id, made.etag),
        body: {
          amount: { amount: '60000.00', currency: 'USD' },
          ...{ effectiveAt: '2026-07-01', reason: 'Allotment of the year' },
        },
      }),
    );
    const params = at(id, allotted.etag);
    await answered(officer.POST('/v1/budget-lines/{id}/open', { params, body: {} }));
    return id;
  }

  private async screenedVendor(): Promise<string> {
    const buyer = await this.as('buyer');
    const body = { name: 'Sahel Informatique', country: 'ML', registrationNumber: 'RC-1' };
    const made = await answered(buyer.POST('/v1/vendors', { params: { header: fresh() }, body }));
    const { body: vendor } = await answered(
      buyer.POST('/v1/vendors/{id}/screenings', {
        params: at(made.body.id, made.etag),
        body: { list: 'UNSC', listVersion: '2026-09-01', result: 'clear' },
      }),
    );
    return vendor.id;
  }

  private async certified(budgetLineId: string): Promise<string> {
    const requisitioner = await this.as('requisitioner');
    const made = await answered(
      requisitioner.POST('/v1/requisitions', {
        params: { header: fresh() },
        body: {
          ...{ title: 'Computers', neededBy: '2026-12-31' },
          lines: [
            {
              ...{ description: 'Laptop computer', unit: 'each', quantity: '100' },
              ...{ spendClass: 'equipment', unitPrice: francs('290000'), budgetLineId },
            },
          ],
        },
      }),
    );
    const { id } = made.body;
    await answered(
      requisitioner.POST('/v1/requisitions/{id}/submit', {
        params: at(id, made.etag),
        body: { effectiveAt: '2026-09-15' },
      }),
    );
    const officer = await this.as('certifying-officer');
    const read = () => answered(officer.GET('/v1/requisitions/{id}', { params: { path: { id } } }));
    const reserved = await until(read, 'funds_reserved');
    const params = at(id, reserved.etag);
    await answered(officer.POST('/v1/requisitions/{id}/certify', { params, body: {} }));
    return id;
  }

  private async issued(requisitionId: string, vendorId: string): Promise<string> {
    const buyer = await this.as('buyer');
    const made = await answered(
      buyer.POST('/v1/purchase-orders', {
        params: { header: fresh() },
        body: {
          ...{ kind: 'goods', vendorId, requisitionId },
          lines: [{ requisitionLine: 1, quantity: '100', unitPrice: francs('278400') }],
          award: { method: 'direct', waiverReason: 'Only one dealer in the country' },
        },
      }),
    );
    const { id } = made.body;
    const approver = await this.as('award-approver');
    await answered(
      approver.POST('/v1/purchase-orders/{id}/approve', {
        params: at(id, made.etag),
        body: { effectiveAt: '2026-09-20' },
      }),
    );
    const params = { path: { id } };
    await until(() => answered(buyer.GET('/v1/purchase-orders/{id}', { params })), 'issued');
    return id;
  }

  private async received(purchaseOrderId: string): Promise<void> {
    const receiver = await this.as('receiver');
    const lines = [{ orderLine: 1, quantity: '40' }];
    const body = { purchaseOrderId, deliveredOn: '2026-10-12', lines };
    const header = fresh();
    const made = await answered(receiver.POST('/v1/receipts', { params: { header }, body }));
    const { id } = made.body;
    const inspected = await answered(
      receiver.POST('/v1/receipts/{id}/inspect', {
        params: at(id, made.etag),
        body: { lines: [{ orderLine: 1, accepted: '40', rejected: '0' }] },
      }),
    );
    const params = at(id, inspected.etag);
    await answered(receiver.POST('/v1/receipts/{id}/post', { params, body: {} }));
    const order = { params: { path: { id: purchaseOrderId } } };
    const read = async () => {
      const now = await answered(receiver.GET('/v1/purchase-orders/{id}', order));
      const isAccrued = now.body.deliveries.every(({ status }) => status === 'accrued');
      return { ...now, body: { status: isAccrued ? ('accrued' as const) : ('pending' as const) } };
    };
    await until(read, 'accrued');
  }

  private async invoiced(purchaseOrderId: string, vendorId: string): Promise<string> {
    const clerk = await this.as('invoice-clerk');
    const { body } = await answered(
      clerk.POST('/v1/invoices', {
        params: { header: fresh() },
        body: {
          ...{ vendorId, purchaseOrderId, number: 'F-001', invoicedOn: '2026-10-20' },
          lines: [{ orderLine: 1, quantity: '40', unitPrice: francs('278400') }],
        },
      }),
    );
    const officer = await this.as('certifying-officer');
    const of = { path: { id: body.id } };
    const read = () => answered(officer.GET('/v1/invoices/{id}', { params: of }));
    const params = at(body.id, (await until(read, 'matched')).etag);
    await answered(officer.POST('/v1/invoices/{id}/approve', { params, body: {} }));
    return body.id;
  }

  private async paid(invoiceId: string) {
    const clerk = await this.as('invoice-clerk');
    const officer = await this.as('certifying-officer');
    const approver = await this.as('approving-officer');
    const treasurer = await this.as('treasurer');
    const body = { invoiceId, amount: francs('11136000') };
    const made = await answered(clerk.POST('/v1/payments', { params: { header: fresh() }, body }));
    const { id } = made.body;
    const certified = await answered(
      officer.POST('/v1/payments/{id}/certify', { params: at(id, made.etag), body: {} }),
    );
    const approved = await answered(
      approver.POST('/v1/payments/{id}/approve', { params: at(id, certified.etag), body: {} }),
    );
    const release = { params: at(id, approved.etag), body: { valueDate: '2026-11-05' } };
    const released = await answered(treasurer.POST('/v1/payments/{id}/release', release));
    const confirm = { params: at(id, released.etag), body: { bankReference: 'VIR-2026-118' } };
    const confirmed = await answered(treasurer.POST('/v1/payments/{id}/confirm', confirm));
    return confirmed.body;
  }

  /** The history's events are told apart by their type: each has its own data. */
  private async submissions(id: string): Promise<readonly string[]> {
    const auditor = await this.as('auditor');
    const params = { path: { id } };
    const { body } = await answered(auditor.GET('/v1/requisitions/{id}/events', { params }));
    return body.data.flatMap((event) =>
      event.type === 'RequisitionSubmitted' ? [event.data.effectiveAt] : [],
    );
  }
}

/** Reads until the status is there: another service answers over the bus. */
async function until<T extends { readonly status: string }>(
  read: () => Promise<Answered<T>>,
  status: T['status'],
): Promise<Answered<T>> {
  for (let looks = 0; looks < 1200; looks++) {
    const now = await read();
    if (now.body.status === status) return now;
    await setTimeout(50);
  }
  throw new Error(`not ${status} in a minute`);
}
