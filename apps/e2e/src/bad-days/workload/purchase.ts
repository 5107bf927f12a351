import { derivedId } from '@tamani/kernel';
import { allocateReference } from '@tamani/runtime';
import type { Client } from './client.js';
import { POOR, RICH, TODAY, VENDOR } from './set-up.js';

/** A command of any aggregate, as plain JSON. */
interface Command {
  readonly type: string;
  readonly [field: string]: unknown;
}

const person = (id: string) => ({ by: { id } });
const xof = (amount: string) => ({ amount, currency: 'XOF' });
const today = { today: TODAY };

/** 500,000 francs a line at 500: 1,000.00 dollars. */
const QUANTITY = '5';
const PRICE = '100000';

const KINDS = {
  requisition: 'procurement.Requisition',
  order: 'procurement.PurchaseOrder',
  receipt: 'procurement.Receipt',
  invoice: 'procurement.Invoice',
  payment: 'procurement.Payment',
} as const;
export type Kind = keyof typeof KINDS;

/** Of the requisition, order, invoice… of a purchase. */
export const documentId = (purchase: string, kind: Kind, part = ''): string =>
  derivedId('bad day', purchase, kind, part);

/**
 * One purchase from the requisition to the payment, over both budget lines or over the rich one
 * only. What comes of it depends on the money left, and of nothing else: those on the poor line
 * cost and ask the same, at a rate that stays.
 */
export class Purchase {
  constructor(
    private readonly client: Client,
    private readonly name: string,
    private readonly isOnPoor: boolean,
  ) {}

  async run(): Promise<void> {
    await this.requisition();
    const { client, isOnPoor } = this;
    const answers = ['funds_reserved', 'funds_rejected'];
    const answer = await client.until(this.place('requisition'), answers);
    if (!isOnPoor && answer !== 'funds_reserved') throw new Error(`${this.name}: ${answer}`);
    if (answer === 'funds_rejected') return;
    await this.order();
    // On the poor line all at once at the rate of the order: later rates would move what is left.
    if (isOnPoor) await this.delivery('all', '2026-09-28', QUANTITY);
    else {
      await this.delivery('first', '2026-10-12', '3');
      await this.delivery('rest', '2026-11-10', '2');
    }
    await this.invoice();
    await this.payment();
  }

  private async requisition(): Promise<void> {
    const budgetLines = this.isOnPoor ? [RICH, POOR] : [RICH];
    const lines = budgetLines.map((budgetLineId) => ({
      ...{ description: 'Laptop computer', spendClass: 'equipment', unit: 'each' },
      ...{ quantity: QUANTITY, unitPrice: xof(PRICE), budgetLineId },
    }));
    const by = person('requisitioner');
    const reference = await this.reference('REQ', this.id('requisition'));
    const content = { reference, title: this.name, neededBy: '2026-12-31', lines };
    await this.send('requisition', { type: 'CreateRequisition', ...content, ...by });
    const submission = { requisitionId: this.id('requisition'), effectiveAt: '2026-09-15' };
    await this.send('requisition', { type: 'SubmitRequisition', ...submission, ...by, ...today });
  }

  private async order(): Promise<void> {
    await this.send('requisition', { type: 'CertifyRequisition', ...person('certifier') });
    const requisitionId = this.id('requisition');
    const reference = await this.reference('PO', this.id('order'));
    const lines = this.lineNumbers.map((requisitionLine) => ({
      ...{ requisitionLine, quantity: QUANTITY, unitPrice: xof(PRICE) },
    }));
    const award = { method: 'direct', waiverReason: 'Only one authorised dealer' };
    const content = { reference, kind: 'goods', vendorId: VENDOR, requisitionId, lines, award };
    await this.send('order', { type: 'CreateOrder', ...content, ...person('buyer'), ...today });
    const approval = { effectiveAt: '2026-09-20', ...person('approver'), ...today };
    await this.send('order', { type: 'ApproveOrder', ...approval });
    await this.client.until(this.place('order'), ['issued']);
  }

  private async delivery(part: string, deliveredOn: string, quantity: string): Promise<void> {
    const by = person('receiver');
    const lines = this.lineNumbers.map((orderLine) => ({ orderLine, quantity }));
    const registered = { reference: `REC-${this.name}-${part}`, deliveredOn, lines, ...today };
    const purchaseOrderId = this.id('order');
    const registration = { ...registered, purchaseOrderId, ...by };
    await this.send('receipt', { type: 'RegisterReceipt', ...registration }, part);
    const seen = this.lineNumbers.map((orderLine) => ({
      ...{ orderLine, accepted: quantity, rejected: '0' },
    }));
    await this.send('receipt', { type: 'InspectReceipt', lines: seen, ...by }, part);
    await this.send('receipt', { type: 'PostReceipt', ...by, ...today }, part);
    await this.client.until(this.place('receipt', part), ['posted']);
  }

  private async invoice(): Promise<void> {
    const lines = this.lineNumbers.map((orderLine) => ({
      ...{ orderLine, quantity: QUANTITY, unitPrice: xof(PRICE) },
    }));
    const papers = { reference: `INV-${this.name}`, number: this.name, invoicedOn: '2026-11-12' };
    const of = { vendorId: VENDOR, purchaseOrderId: this.id('order') };
    const clerk = { ...person('clerk'), ...today };
    await this.send('invoice', { type: 'RegisterInvoice', ...of, ...papers, lines, ...clerk });
    await this.client.until(this.place('invoice'), ['matched']);
    await this.send('invoice', { type: 'ApproveInvoice', ...person('certifier') });
  }

  private async payment(): Promise<void> {
    const amount = xof(this.isOnPoor ? '1000000' : '500000');
    const asked = { reference: `PAY-${this.name}`, invoiceId: this.id('invoice'), amount };
    await this.send('payment', { type: 'PreparePayment', ...asked, ...person('clerk'), ...today });
    await this.client.until(this.place('payment'), ['prepared']);
    await this.send('payment', { type: 'CertifyPayment', ...person('certifier') });
    await this.send('payment', { type: 'ApprovePayment', ...person('approving-officer') });
    const treasurer = person('treasurer');
    const valued = { valueDate: '2026-11-20', ...today };
    await this.send('payment', { type: 'ReleasePayment', ...valued, ...treasurer });
    await this.client.until(this.place('payment'), ['released']);
    const bank = { bankReference: `VIR-${this.name}`, transferAmount: null };
    await this.send('payment', { type: 'ConfirmPayment', ...bank, ...treasurer });
  }

  private reference(prefix: string, forId: string): Promise<string> {
    const asks = { context: 'procurement', prefix, year: 2026, forId };
    return this.client.ask(`reference of ${forId}`, (commands) =>
      allocateReference(commands, asks),
    );
  }

  private send(kind: Kind, command: Command, part = ''): Promise<void> {
    const name = [this.name, command.type, part].join(' ');
    return this.client.send({ name, ...this.place(kind, part), command });
  }

  private place(kind: Kind, part = '') {
    return { category: KINDS[kind], id: this.id(kind, part) };
  }

  private id(kind: Kind, part = ''): string {
    return documentId(this.name, kind, part);
  }

  private get lineNumbers(): readonly number[] {
    return this.isOnPoor ? [1, 2] : [1];
  }
}
