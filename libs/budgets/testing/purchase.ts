import type { BudgetsApp } from './budgets-app.js';

const money = (amount: string, currency: string) => ({ amount, currency });
const xof = (francs: number) => money(String(francs), 'XOF');

const vectorRates = { '2026-09': '580', '2026-10': '576', '2026-11': '580' };

/** Francs by budget line. */
type Amounts = Readonly<Record<string, number>>;
const parts = (amounts: Amounts) =>
  Object.entries(amounts).map(([budgetLineId, francs]) => ({ budgetLineId, amount: xof(francs) }));

/** The messages of procurement during a purchase, and the lines it is booked on. */
export class Purchase {
  /** Each line has a fund of its own: of one key, one line may be open. */
  private lines = 0;

  constructor(readonly app: BudgetsApp) {}

  async rates(rates: Readonly<Record<string, string>> = vectorRates): Promise<void> {
    for (const [month, rate] of Object.entries(rates)) {
      const table = { month, base: 'USD', source: 'UN', rates: [{ currency: 'XOF', rate }] };
      await this.app.done(this.app.post('budget-officer', 'rate-tables', table));
    }
  }

  /** A draft without funds. */
  async draft(more: Record<string, unknown> = {}): Promise<string> {
    const fund = `RSS-TF-${++this.lines}`;
    const body = {
      ...{ title: 'Equipment', fund, fiscalYear: '2026-27', axis: 'border_security' },
      ...{ spendClass: 'equipment', currency: 'USD', projectId: null, ...more },
    };
    return (await this.app.done(this.app.post('budget-officer', 'budget-lines', body))).id;
  }

  /** An open line with the given dollars. */
  async line(dollars: string, more: Record<string, unknown> = {}): Promise<string> {
    const id = await this.draft(more);
    const allotment = { amount: money(dollars, 'USD'), effectiveAt: '2026-07-01', reason: 'Year' };
    await this.act(id, 'allotments', allotment);
    await this.act(id, 'open');
    return id;
  }

  act(lineId: string, action: string, body: unknown = {}) {
    return this.app.done(this.app.act('budget-officer', `budget-lines/${lineId}/${action}`, body));
  }

  submit(requisitionId: string, amounts: Amounts, attempt = 1): Promise<void> {
    return this.app.publish('procurement.RequisitionSubmitted.v1', requisitionId, {
      ...{ requisitionId, reference: `REQ-${requisitionId}` },
      reservationId: `${requisitionId}-${attempt}`,
      effectiveAt: '2026-09-15',
      lines: parts(amounts),
      requestedBy: [{ id: 'requisitioner' }],
    });
  }

  withdraw(requisitionId: string): Promise<void> {
    return this.app.publish('procurement.RequisitionWithdrawn.v1', requisitionId, {
      ...{ requisitionId, reservationId: `${requisitionId}-1` },
      ...{ reason: 'cancelled', effectiveAt: '2026-09-18' },
    });
  }

  withdrawOrder(orderId: string, budgetLineIds: readonly string[]): Promise<void> {
    return this.app.publish('procurement.PurchaseOrderWithdrawn.v1', orderId, {
      ...{ orderId, reference: `PO-${orderId}`, requisitionId: 'r', vendorId: 'vendor' },
      ...{ effectiveAt: '2026-09-25', budgetLineIds: [...budgetLineIds], approval: 1 },
    });
  }

  /** Prices and estimates by budget line; the last order of the requisition. */
  approve(
    orderId: string,
    of: { requisitionId: string; prices: Amounts; estimates?: Amounts; approval?: number },
  ): Promise<void> {
    const { requisitionId, prices, estimates = prices, approval = 1 } = of;
    return this.app.publish('procurement.PurchaseOrderApproved.v1', orderId, {
      ...{ orderId, reference: `PO-${orderId}`, approval, requisitionId },
      reservationId: `${requisitionId}-1`,
      ...{ vendorId: 'vendor', effectiveAt: '2026-09-20' },
      lines: parts(prices).map((line) => ({
        ...line,
        estimate: xof(estimates[line.budgetLineId] ?? 0),
        lastOfReservation: true,
      })),
    });
  }

  /** Changes of an order's price, by budget line. */
  adjust(
    adjustmentId: string,
    of: {
      orderId: string;
      changes: Amounts;
      purpose: 'amendment' | 'price';
    },
  ): Promise<void> {
    const { orderId, changes, purpose } = of;
    return this.app.publish('procurement.AdjustmentRequested.v1', orderId, {
      ...{ adjustmentId, orderId, reference: `PO-${orderId}`, purpose },
      effectiveAt: '2026-11-13',
      lines: parts(changes).map(({ budgetLineId, amount }) => {
        const none = { ...amount, amount: '0' };
        const of = {
          amendment: { accepted: none, open: amount },
          price: { accepted: amount, open: none },
        };
        return { budgetLineId, ...of[purpose] };
      }),
    });
  }

  /** The part of a message about money that an order's vendor owes. */
  owed = (orderId: string, amounts: Amounts) => ({
    ...{ orderId, receivableId: `owed-${orderId}`, advanceId: null, effectiveAt: '2026-11-20' },
    lines: parts(amounts),
  });

  deliver(receiptId: string, of: { orderId: string; amounts: Amounts; on: string }): Promise<void> {
    const { orderId, amounts, on } = of;
    return this.app.publish('procurement.ReceiptPosted.v1', orderId, {
      ...{ receiptId, reference: `REC-${receiptId}`, orderId, vendorId: 'vendor' },
      ...{ deliveredOn: on, lines: parts(amounts) },
      accepted: [],
    });
  }

  reverse(receiptId: string, orderId: string, amounts: Amounts): Promise<void> {
    return this.app.publish('procurement.ReceiptReversed.v1', orderId, {
      ...{ receiptId, reference: `REC-${receiptId}`, orderId, effectiveAt: '2026-11-12' },
      lines: parts(amounts),
    });
  }

  private payment = (paymentId: string, orderId: string) => ({
    ...{ paymentId, reference: `PAY-${paymentId}`, invoiceId: 'invoice', orderId },
  });

  pay(paymentId: string, orderId: string, amounts: Amounts): Promise<void> {
    return this.release('invoice', { paymentId, orderId, amounts });
  }

  payAhead(paymentId: string, orderId: string, amounts: Amounts): Promise<void> {
    return this.release('advance', { paymentId, orderId, amounts });
  }

  private release(
    kind: 'invoice' | 'advance',
    of: { paymentId: string; orderId: string; amounts: Amounts },
  ): Promise<void> {
    const { paymentId, orderId, amounts } = of;
    return this.app.publish('procurement.PaymentReleased.v1', orderId, {
      ...this.payment(paymentId, orderId),
      ...{ kind, vendorId: 'vendor', valueDate: '2026-11-05', lines: parts(amounts) },
    });
  }

  payBack(paymentId: string, orderId: string, amounts: Amounts): Promise<void> {
    return this.app.publish('procurement.PaymentReturned.v1', orderId, {
      ...{ ...this.payment(paymentId, orderId), kind: 'invoice' },
      ...{ effectiveAt: '2026-11-09', lines: parts(amounts) },
    });
  }

  end(
    orderId: string,
    budgetLineIds: readonly string[],
    outcome: 'terminated' | 'cancelled' = 'terminated',
  ): Promise<void> {
    return this.app.publish('procurement.PurchaseOrderTerminated.v1', orderId, {
      ...{ orderId, reference: `PO-${orderId}`, requisitionId: 'r', vendorId: 'vendor' },
      ...{ effectiveAt: '2026-11-15', budgetLineIds: [...budgetLineIds], outcome, approval: 1 },
    });
  }

  /** Amounts only, by figure. */
  async figures(lineId: string): Promise<Readonly<Record<string, string>>> {
    const { body } = await this.app.get('budget-officer', `budget-lines/${lineId}`);
    const figures = body['figures'] as Record<string, { amount: string }>;
    return Object.fromEntries(Object.entries(figures).map(([name, of]) => [name, of.amount]));
  }

  /** Reserved and committed. */
  async booked(lineId: string): Promise<readonly (string | undefined)[]> {
    const { preCommitted, committed } = await this.figures(lineId);
    return [preCommitted, committed];
  }
}
