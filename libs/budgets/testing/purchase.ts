import type { Answer, PurchaseApp } from './purchase-app.js';

const money = (amount: string, currency: string) => ({ amount, currency });

/** The steps of REST-BY-EXAMPLE.md; each expects to be accepted. */
export class Purchase {
  constructor(readonly app: PurchaseApp) {}

  async rates(): Promise<void> {
    const rates = { '2026-09': '580', '2026-10': '576', '2026-11': '580' };
    for (const [month, rate] of Object.entries(rates)) {
      const table = { month, base: 'USD', source: 'UN', rates: [{ currency: 'XOF', rate }] };
      await this.app.done(this.app.post('budget-officer', 'rate-tables', table));
    }
  }

  /** An open line with so many dollars. */
  async line(amount: string, more: Record<string, unknown> = {}): Promise<string> {
    const { app } = this;
    const body = {
      ...{ title: 'Equipment', fund: 'RSS-TF', fiscalYear: '2026-27', axis: 'border_security' },
      ...{ spendClass: 'equipment', currency: 'USD', projectId: null, ...more },
    };
    const { id } = await app.done(app.post('budget-officer', 'budget-lines', body));
    const reason = 'Allotment of the year';
    const allotment = { amount: money(amount, 'USD'), effectiveAt: '2026-07-01', reason };
    await app.done(app.act('budget-officer', `budget-lines/${id}/allotments`, allotment));
    await app.done(app.act('budget-officer', `budget-lines/${id}/open`));
    return id;
  }

  async vendor(): Promise<string> {
    const { app } = this;
    const body = { name: 'Vendor', country: 'ML', registrationNumber: 'RC-1' };
    const { id } = await app.done(app.post('buyer', 'vendors', body));
    const screening = { list: 'UNSC', listVersion: '2026-09-01', result: 'clear' };
    await app.done(app.act('buyer', `vendors/${id}/screenings`, screening));
    return id;
  }

  /** 100 of each, at a price in francs; submitted. */
  async submitted(prices: Readonly<Record<string, number>>): Promise<string> {
    const { app } = this;
    const lines = Object.entries(prices).map(([budgetLineId, francs]) => ({
      ...{ description: 'Laptop', spendClass: 'equipment', unit: 'each', quantity: '100' },
      ...{ unitPrice: money(String(francs), 'XOF'), budgetLineId },
    }));
    const body = { title: 'Laptops', neededBy: '2026-12-31', lines };
    const { id } = await app.done(app.post('requisitioner', 'requisitions', body));
    const when = { effectiveAt: '2026-09-15' };
    await app.done(app.act('requisitioner', `requisitions/${id}/submit`, when));
    return id;
  }

  async requisition(prices: Readonly<Record<string, number>>): Promise<Answer['body']> {
    const id = await this.submitted(prices);
    await this.app.settled();
    return (await this.app.get('requisitioner', `requisitions/${id}`)).body;
  }

  certify(id: string): Promise<Answer['body']> {
    return this.app.done(this.app.act('certifying-officer', `requisitions/${id}/certify`));
  }

  /** An order of so many of each line, approved; budgets has answered. */
  async order(
    of: { readonly requisitionId: string; readonly vendorId: string },
    lines: readonly (readonly [line: number, quantity: string, francs: number])[],
  ): Promise<Answer['body']> {
    const { app } = this;
    const body = {
      ...{ kind: 'goods', ...of },
      lines: lines.map(([requisitionLine, quantity, francs]) => ({
        ...{ requisitionLine, quantity, unitPrice: money(String(francs), 'XOF') },
      })),
      award: { method: 'direct', waiverReason: 'Only one authorised dealer' },
    };
    const { id } = await app.done(app.post('buyer', 'purchase-orders', body));
    const when = { effectiveAt: '2026-09-20' };
    await app.done(app.act('award-approver', `purchase-orders/${id}/approve`, when));
    await app.settled();
    return (await app.get('buyer', `purchase-orders/${id}`)).body;
  }

  async receive(orderId: string, quantity: string, deliveredOn: string): Promise<string> {
    const { app } = this;
    const body = { purchaseOrderId: orderId, deliveredOn, lines: [{ orderLine: 1, quantity }] };
    const { id } = await app.done(app.post('receiver', 'receipts', body));
    const lines = [{ orderLine: 1, accepted: quantity, rejected: '0' }];
    await app.done(app.act('receiver', `receipts/${id}/inspect`, { lines }));
    await app.done(app.act('receiver', `receipts/${id}/post`));
    await app.settled();
    return id;
  }

  /** Invoiced, approved, paid and released. */
  async pay(
    of: { readonly orderId: string; readonly vendorId: string; readonly number: string },
    line: { readonly quantity: string; readonly francs: number; readonly total: number },
  ): Promise<string> {
    const { app } = this;
    const { orderId: purchaseOrderId, vendorId, number } = of;
    const { quantity, francs, total } = line;
    const unitPrice = money(String(francs), 'XOF');
    const lines = [{ orderLine: 1, quantity, unitPrice }];
    const body = { vendorId, number, purchaseOrderId, invoicedOn: '2026-10-20', lines };
    const invoice = await app.done(app.post('invoice-clerk', 'invoices', body));
    await app.done(app.act('certifying-officer', `invoices/${invoice.id}/approve`));
    const part = { invoiceId: invoice.id, amount: money(String(total), 'XOF') };
    const { id } = await app.done(app.post('invoice-clerk', 'payments', part));
    await app.done(app.act('certifying-officer', `payments/${id}/certify`));
    await app.done(app.act('approving-officer', `payments/${id}/approve`));
    const when = { valueDate: '2026-11-05' };
    await app.done(app.act('treasurer', `payments/${id}/release`, when));
    await app.settled();
    return id;
  }

  /** Amounts only, by figure. */
  async figures(lineId: string): Promise<Readonly<Record<string, string>>> {
    const { body } = await this.app.get('budget-officer', `budget-lines/${lineId}`);
    const figures = body['figures'] as Record<string, { amount: string }>;
    return Object.fromEntries(Object.entries(figures).map(([name, of]) => [name, of.amount]));
  }
}
