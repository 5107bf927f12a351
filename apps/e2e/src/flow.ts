import type { Answer, Resource, TamaniClient } from '@tamani/client';

/** Of a wait for another service, on a machine that many processes share. */
const PATIENCE_MS = 120_000;

/**
 * The calls of docs/api.md, "The main flow": one function per step. Keys are made of a name that
 * the test chooses, so that a step can be repeated as a retry.
 */
export class Flow {
  constructor(
    readonly api: TamaniClient,
    readonly name: string,
  ) {}

  async rates(month: string, francs: string): Promise<Resource> {
    const rates = [{ currency: 'XOF', rate: francs }];
    const body = { month, base: 'USD', source: 'Taux opérationnel de l’ONU', rates };
    return this.create('budget-officer', 'rate-tables', { name: `rates-${month}`, body });
  }

  /** A budget line, funded and open. */
  async line(name: string, amount: string, more: Record<string, unknown> = {}): Promise<Resource> {
    const body = {
      title: `Line ${name}`,
      // Of one fund, year, axis, class and project one line is open at a time.
      fund: `RSS-TF-${this.name}-${name}`,
      fiscalYear: '2026-27',
      axis: 'border_security',
      spendClass: 'equipment',
      currency: 'USD',
      projectId: null,
      ...more,
    };
    const line = await this.create('budget-officer', 'budget-lines', { name, body });
    await this.act('budget-officer', `budget-lines/${line.id}/allotments`, {
      amount: { amount, currency: 'USD' },
      effectiveAt: '2026-07-01',
      reason: 'Allotment of the year',
    });
    return (await this.act('budget-officer', `budget-lines/${line.id}/open`)).body;
  }

  /** A vendor that is screened and clear. */
  async vendor(name: string): Promise<Resource> {
    const body = { name: `Vendor ${name}`, country: 'ML', registrationNumber: `RC-${name}` };
    const vendor = await this.create('buyer', 'vendors', { name: `vendor-${name}`, body });
    const screening = { list: 'UNSC', listVersion: '2026-09-01', result: 'clear' };
    return (await this.act('buyer', `vendors/${vendor.id}/screenings`, screening)).body;
  }

  /** A draft of one line a budget line: quantity × a price in francs. */
  async requisition(
    name: string,
    lines: readonly { lineId: string; quantity: string; francs: string }[],
  ): Promise<Resource> {
    const body = {
      title: `Requisition ${name}`,
      neededBy: '2026-12-31',
      lines: lines.map(({ lineId, quantity, francs }) => ({
        description: 'Laptop computer',
        spendClass: 'equipment',
        unit: 'each',
        quantity,
        unitPrice: { amount: francs, currency: 'XOF' },
        budgetLineId: lineId,
      })),
    };
    return this.create('requisitioner', 'requisitions', { name: `requisition-${name}`, body });
  }

  /** Submits and waits for budgets' answer. */
  async submit(requisitionId: string, effectiveAt: string): Promise<Resource> {
    const resource = `requisitions/${requisitionId}`;
    await this.act('requisitioner', `${resource}/submit`, { effectiveAt });
    const status = ['funds_reserved', 'funds_rejected'];
    const wait = { status, timeoutMs: PATIENCE_MS };
    return (await this.api.until('requisitioner', resource, wait)).body;
  }

  async order(
    name: string,
    of: { requisitionId: string; vendorId: string; quantity: string; francs: string },
  ): Promise<Resource> {
    const unitPrice = { amount: of.francs, currency: 'XOF' };
    const body = {
      kind: 'goods',
      vendorId: of.vendorId,
      requisitionId: of.requisitionId,
      lines: [{ requisitionLine: 1, quantity: of.quantity, unitPrice }],
      award: { method: 'direct', waiverReason: 'Only one authorised dealer in the country' },
    };
    return this.create('buyer', 'purchase-orders', { name: `order-${name}`, body });
  }

  /** Approves and waits for the commitment. */
  async approve(orderId: string, effectiveAt: string): Promise<Resource> {
    const resource = `purchase-orders/${orderId}`;
    await this.act('award-approver', `${resource}/approve`, { effectiveAt });
    return (
      await this.api.until('buyer', resource, {
        status: ['issued', 'draft'],
        timeoutMs: PATIENCE_MS,
      })
    ).body;
  }

  /** Registers, inspects and posts a delivery of one order line, all accepted. */
  async receive(
    name: string,
    of: { orderId: string; deliveredOn: string; quantity: string; orderLine?: number },
  ): Promise<Resource> {
    const { orderId: purchaseOrderId, deliveredOn, quantity, orderLine = 1 } = of;
    const body = { purchaseOrderId, deliveredOn, lines: [{ orderLine, quantity }] };
    const made = await this.create('receiver', 'receipts', { name: `receipt-${name}`, body });
    const lines = [{ orderLine, accepted: quantity, rejected: '0' }];
    await this.act('receiver', `receipts/${made.id}/inspect`, { lines });
    return (await this.act('receiver', `receipts/${made.id}/post`)).body;
  }

  async invoice(
    number: string,
    of: {
      vendorId: string;
      orderId: string;
      on: string;
      quantity: string;
      francs: string;
      orderLine?: number;
    },
  ): Promise<Resource> {
    const unitPrice = { amount: of.francs, currency: 'XOF' };
    const body = {
      vendorId: of.vendorId,
      number,
      purchaseOrderId: of.orderId,
      invoicedOn: of.on,
      lines: [{ orderLine: of.orderLine ?? 1, quantity: of.quantity, unitPrice }],
    };
    return this.create('invoice-clerk', 'invoices', { name: `invoice-${number}`, body });
  }

  /** From the approval of the invoice to the bank's confirmation. */
  async pay(invoiceId: string, of: { francs: string; valueDate: string }): Promise<Resource> {
    await this.act('certifying-officer', `invoices/${invoiceId}/approve`);
    const body = { invoiceId, amount: { amount: of.francs, currency: 'XOF' } };
    const name = `payment-${invoiceId}`;
    const payment = await this.create('invoice-clerk', 'payments', { name, body });
    const resource = `payments/${payment.id}`;
    await this.act('certifying-officer', `${resource}/certify`);
    await this.act('approving-officer', `${resource}/approve`);
    await this.api.act('treasurer', resource, {
      action: 'release',
      key: `${this.name}:${resource}/release`,
      body: { valueDate: of.valueDate },
    });
    const bank = { bankReference: `VIR-${payment.id}` };
    return (await this.act('treasurer', `${resource}/confirm`, bank)).body;
  }

  /** POST of a new resource. */
  async create(
    user: string,
    path: string,
    request: { name: string; body: unknown },
  ): Promise<Resource> {
    const key = `${this.name}:${request.name}`;
    return (await this.api.post(user, path, { key, body: request.body })).body;
  }

  /** An action `vendors/<id>/screenings` at the revision of now, once by this flow. */
  async act(user: string, at: string, body: unknown = {}): Promise<Answer<Resource>> {
    const key = `${this.name}:${at}`;
    const [path, id, action = ''] = at.split('/');
    return this.api.act(user, `${path}/${id}`, { action, key, body });
  }
}
