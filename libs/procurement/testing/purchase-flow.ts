import type { Answer, ProcurementApp } from './procurement-app.js';

export const xof = (amount: number) => ({ amount: String(amount), currency: 'XOF' });

/** The steps of a purchase as in docs/api.md; each must be accepted. */
export class PurchaseFlow {
  constructor(readonly app: ProcurementApp) {}

  async vendor(registrationNumber: string): Promise<string> {
    const body = { name: `Vendor ${registrationNumber}`, country: 'ML', registrationNumber };
    const { id } = await this.made(this.app.post('buyer', 'vendors', body));
    const screening = { list: 'UNSC', listVersion: '2026-09-01', result: 'clear' };
    await this.done(this.app.act('buyer', `vendors/${id}/screenings`, screening));
    return id;
  }

  /** A draft with a line of 100 for each budget line. */
  async draft(prices: Readonly<Record<string, number>>): Promise<string> {
    const lines = Object.entries(prices).map(([budgetLineId, francs]) => ({
      description: 'Laptop computer',
      spendClass: 'equipment',
      unit: 'each',
      quantity: '100',
      unitPrice: xof(francs),
      budgetLineId,
    }));
    const body = { title: 'Laptops', neededBy: '2026-12-31', lines };
    return (await this.made(this.app.post('requisitioner', 'requisitions', body))).id;
  }

  async certified(prices: Readonly<Record<string, number>>): Promise<string> {
    const id = await this.draft(prices);
    const path = `requisitions/${id}`;
    const when = { effectiveAt: '2026-09-15' };
    await this.done(this.app.act('requisitioner', `${path}/submit`, when));
    await this.app.settled();
    await this.done(this.app.act('certifying-officer', `${path}/certify`));
    return id;
  }

  order(requisitionId: string, vendorId: string, lines: readonly [number, string, number][]) {
    return this.app.post('buyer', 'purchase-orders', {
      kind: 'goods',
      vendorId,
      requisitionId,
      lines: lines.map(([requisitionLine, quantity, francs]) => ({
        requisitionLine,
        quantity,
        unitPrice: xof(francs),
      })),
      award: { method: 'direct', waiverReason: 'Only one authorised dealer' },
    });
  }

  /** Below the low value limit: without a waiver. */
  lowValue(requisitionId: string, vendorId: string, quantity: string) {
    return this.app.post('buyer', 'purchase-orders', {
      ...{ kind: 'goods', vendorId, requisitionId },
      lines: [{ requisitionLine: 1, quantity, unitPrice: xof(278_400) }],
      award: { method: 'low_value' },
    });
  }

  approve(orderId: string): Promise<Answer> {
    const body = { effectiveAt: '2026-09-20' };
    return this.app.act('award-approver', `purchase-orders/${orderId}/approve`, body);
  }

  async issued(requisitionId: string, vendorId: string, lines: [number, string, number][]) {
    const { id } = await this.made(this.order(requisitionId, vendorId, lines));
    await this.done(this.approve(id));
    await this.app.settled();
    return id;
  }

  /** Registers and inspects without posting. */
  async inspected(purchaseOrderId: string, quantities: Readonly<Record<string, string>>) {
    const parts = Object.entries(quantities);
    const lines = parts.map(([line, quantity]) => ({ orderLine: Number(line), quantity }));
    const body = { purchaseOrderId, deliveredOn: '2026-10-12', lines };
    const { id } = await this.made(this.app.post('receiver', 'receipts', body));
    const looked = parts.map(([line, accepted]) => ({
      orderLine: Number(line),
      accepted,
      rejected: '0',
    }));
    await this.done(this.app.act('receiver', `receipts/${id}/inspect`, { lines: looked }));
    return id;
  }

  async received(purchaseOrderId: string, quantities: Readonly<Record<string, string>>) {
    const id = await this.inspected(purchaseOrderId, quantities);
    await this.done(this.app.act('receiver', `receipts/${id}/post`));
    return id;
  }

  invoice(
    of: { vendorId: string; purchaseOrderId: string; number: string },
    lines: readonly [number, string, number][],
  ): Promise<Answer> {
    return this.app.post('invoice-clerk', 'invoices', {
      ...of,
      invoicedOn: '2026-10-20',
      lines: lines.map(([orderLine, quantity, francs]) => ({
        orderLine,
        quantity,
        unitPrice: xof(francs),
      })),
    });
  }

  /** From the approval of the invoice to the release of its payment. */
  async released(invoiceId: string, francs: number): Promise<string> {
    await this.done(this.app.act('certifying-officer', `invoices/${invoiceId}/approve`));
    return this.paymentReleased(invoiceId, francs);
  }

  async paymentReleased(invoiceId: string, francs: number): Promise<string> {
    const body = { invoiceId, amount: xof(francs) };
    const { id } = await this.made(this.app.post('invoice-clerk', 'payments', body));
    const path = `payments/${id}`;
    await this.done(this.app.act('certifying-officer', `${path}/certify`));
    await this.done(this.app.act('approving-officer', `${path}/approve`));
    await this.done(this.app.act('treasurer', `${path}/release`, { valueDate: '2026-11-05' }));
    return id;
  }

  async confirmed(paymentId: string): Promise<void> {
    const body = { bankReference: `VIR-${paymentId}` };
    await this.done(this.app.act('treasurer', `payments/${paymentId}/confirm`, body));
  }

  async status(path: string): Promise<string> {
    return (await this.app.get('auditor', path)).body.status;
  }

  async made(answer: Promise<Answer>): Promise<Answer['body']> {
    return accepted(await answer, 201);
  }

  async done(answer: Promise<Answer>): Promise<Answer['body']> {
    return accepted(await answer, 200);
  }
}

function accepted({ status, body }: Answer, expected: number): Answer['body'] {
  if (status !== expected) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body;
}
