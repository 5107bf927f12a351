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
/** The chance that whoever took step one of two is gone before step two. */
const FORGETS = 0.25;

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
    const submission = { effectiveAt: '2026-09-15' };
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
    const orderId = this.id('order');
    const seen = { orderId, draft: 1, effectiveAt: '2026-09-20' };
    const allocation = { ...seen, ...person('approver'), ...today };
    await this.send('requisition', { type: 'AllocateOrder', ...allocation });
    await this.stepTwo('order', { type: 'ApproveOrder' });
    await this.client.until(this.place('order'), ['issued']);
  }

  private async delivery(part: string, deliveredOn: string, quantity: string): Promise<void> {
    const by = person('receiver');
    const receiptId = this.id('receipt', part);
    const lines = this.lineNumbers.map((orderLine) => ({ orderLine, quantity }));
    const registered = { reference: `REC-${this.name}-${part}`, deliveredOn, lines, ...today };
    const purchaseOrderId = this.id('order');
    const registration = { ...registered, purchaseOrderId, ...by };
    await this.send('receipt', { type: 'RegisterReceipt', ...registration }, part);
    const seen = this.lineNumbers.map((orderLine) => ({
      ...{ orderLine, accepted: quantity, rejected: '0' },
    }));
    await this.send('receipt', { type: 'InspectReceipt', lines: seen, ...by }, part);
    const recorded = { type: 'RecordReceipt', receiptId, ...by, ...today };
    await this.send('order', recorded, '', part);
    await this.stepTwo('receipt', { type: 'PostReceipt' }, part);
    await this.client.until(this.place('receipt', part), ['posted']);
  }

  private async invoice(): Promise<void> {
    const invoiceId = this.id('invoice');
    const lines = this.lineNumbers.map((orderLine) => ({
      ...{ orderLine, quantity: QUANTITY, unitPrice: xof(PRICE) },
    }));
    const papers = { reference: `INV-${this.name}`, number: this.name, invoicedOn: '2026-11-12' };
    const of = { vendorId: VENDOR, purchaseOrderId: this.id('order') };
    const clerk = { ...person('clerk'), ...today };
    await this.send('invoice', { type: 'RegisterInvoice', ...of, ...papers, lines, ...clerk });
    await this.stepTwo('order', { type: 'RecordInvoice', invoiceId });
    await this.client.until(this.place('invoice'), ['matched']);
    await this.send('invoice', { type: 'ApproveInvoice', ...person('certifier') });
  }

  private async payment(): Promise<void> {
    const paymentId = this.id('payment');
    const amount = xof(this.isOnPoor ? '1000000' : '500000');
    const asked = { paymentId, paymentReference: `PAY-${this.name}`, amount };
    await this.send('invoice', { type: 'AllocatePayment', ...asked, ...person('clerk'), ...today });
    const invoiceId = this.id('invoice');
    await this.stepTwo('payment', { type: 'PreparePayment', invoiceId });
    await this.client.until(this.place('payment'), ['prepared']);
    await this.send('payment', { type: 'CertifyPayment', ...person('certifier') });
    await this.send('payment', { type: 'ApprovePayment', ...person('approving-officer') });
    const treasurer = person('treasurer');
    const valued = { valueDate: '2026-11-20', ...today };
    await this.send('payment', { type: 'ReleasePayment', ...valued, ...treasurer });
    await this.send('payment', { type: 'ConfirmPayment', bankReference: 'VIR-1', ...treasurer });
  }

  /** Of two steps over two streams; it may be left to the process that heals. */
  private async stepTwo(kind: Kind, command: Command, part = ''): Promise<void> {
    if (!this.client.random.chance(FORGETS)) await this.send(kind, command, part);
  }

  private reference(prefix: string, forId: string): Promise<string> {
    const asks = { context: 'procurement', prefix, year: 2026, forId };
    return this.client.ask(`reference of ${forId}`, (commands) =>
      allocateReference(commands, asks),
    );
  }

  // eslint-disable-next-line max-params -- which document, what, and the words that name it
  private send(kind: Kind, command: Command, part = '', of = part): Promise<void> {
    const name = [this.name, command.type, of].join(' ');
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
