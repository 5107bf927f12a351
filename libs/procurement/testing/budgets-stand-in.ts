import {
  budgetLineView,
  BUDGETS_TOPIC,
  fiscalPeriodView,
  fiscalPeriodId,
  rateTableView,
  rateTableId,
} from '@tamani/budgets/published';
import {
  derivedId,
  minorOf,
  moneyJson,
  streamOf,
  type DomainEvent,
  type IntegrationEvent,
} from '@tamani/kernel';
import type { Bus, EventStore } from '@tamani/ports';
import { encodeChecked, type Foldable } from '@tamani/runtime';
import {
  isProcurementEvent,
  PROCUREMENT_TOPIC,
  type ProcurementData,
  type ProcurementEvent,
  type ProcurementEventType,
} from '../src/published/index.js';

const by = { id: 'budget-officer' };
const actor = { id: 'budget-officer', roles: [] };
const recordedAt = '2026-07-01T08:00:00.000Z';

/** A stand-in for budgets: its streams, and its answers on the bus. */
export class BudgetsStandIn {
  /** Code of the next refusal. */
  refuseNext: string | undefined;
  /** It answers no request for funds. */
  isSilent = false;
  /** Code of the next hold. */
  holdNext: string | undefined;
  readonly heard: ProcurementEvent[] = [];

  constructor(
    private readonly store: EventStore,
    private readonly bus: Bus,
  ) {}

  async open(): Promise<void> {
    await this.bus.consume('test.budgets', { topics: [PROCUREMENT_TOPIC] }, async ({ data }) => {
      const event = JSON.parse(data) as IntegrationEvent;
      if (!isProcurementEvent(event)) return;
      this.heard.push(event);
      await this.answer(event);
      await this.execute(event);
    });
  }

  /** Messages received, of one type. */
  of<T extends ProcurementEventType>(type: T): readonly ProcurementData<T>[] {
    const isOfType = (event: ProcurementEvent): boolean => event.type === type;
    return this.heard.filter(isOfType).map((event) => event.data as ProcurementData<T>);
  }

  /** An open budget line in dollars. */
  async line(name: string, spendClass = 'equipment'): Promise<string> {
    const id = derivedId('test-line', name);
    const coding = {
      fund: 'RSS-TF',
      fiscalYear: '2026-27',
      axis: 'border_security',
      spendClass,
      projectId: null,
      institution: null,
      region: null,
      donor: null,
    };
    const data = { reference: name, title: name, currency: 'USD', coding, by };
    const opened = { coding, document: null, vendorId: null, reason: 'New year', by };
    await this.write(budgetLineView, id, [
      { type: 'BudgetLineDrafted', data },
      { type: 'BudgetLineOpened', data: opened },
    ]);
    return id;
  }

  async rates(month: string, francs: string): Promise<void> {
    const rates = [{ currency: 'XOF', rate: francs }];
    const said = { acknowledged: false, reason: '', by };
    const data = { month, base: 'USD', source: 'ONU', rates, version: 1, ...said };
    const event = { type: 'RateTablePublished', data };
    await this.write(rateTableView, rateTableId('USD', month), [event]);
  }

  /** `FiscalPeriodClosed`, `FiscalPeriodSoftClosed`. */
  async period(month: string, type: string): Promise<void> {
    const event = { type, data: { month, reason: 'Month end', by } };
    await this.write(fiscalPeriodView, fiscalPeriodId(month), [event]);
  }

  private async write<S, E extends DomainEvent>(
    of: Foldable<S, E>,
    id: string,
    events: readonly DomainEvent[],
  ): Promise<void> {
    const commandId = derivedId('test-budgets', id);
    const meta = { actor, commandId, requestHash: '', recordedAt };
    const cause = { correlationId: commandId, causationId: commandId };
    const encoded = events.map((event, n) => {
      const { stored } = encodeChecked(of.events, event, { ...meta, ...cause });
      return { ...stored, id: derivedId(commandId, String(n)) };
    });
    await this.store.append(streamOf(of.category, id), encoded, 'no_stream');
  }

  private async answer(event: ProcurementEvent): Promise<void> {
    if (this.isSilent) return;
    const code = this.refuseNext;
    if (event.type === 'procurement.RequisitionSubmitted.v1') {
      const { requisitionId: documentId, reservationId, lines } = event.data;
      const document = { documentId, reservationId };
      if (code === undefined) {
        await this.say(event, 'DocumentFundsReserved', { ...document, lines });
      } else {
        const shortfalls = refusals(lines, code);
        await this.say(event, 'DocumentFundsRejected', { ...document, shortfalls });
      }
    }
    if (event.type === 'procurement.PurchaseOrderTerminated.v1')
      await this.cancelled(event.data, event);
    if (event.type === 'procurement.PurchaseOrderApproved.v1') {
      const { orderId: documentId, approval, lines } = event.data;
      const document = { documentId, approval };
      if (code === undefined) {
        const booked = lines.map(({ budgetLineId, amount }) => ({ budgetLineId, amount }));
        await this.say(event, 'DocumentFundsCommitted', { ...document, lines: booked });
      } else {
        const rejections = refusals(lines, code);
        await this.say(event, 'DocumentCommitmentRejected', { ...document, rejections });
      }
    }
  }

  /** Every budget line reserves the commitment of a cancelled order again. */
  private async cancelled(
    order: ProcurementData<'procurement.PurchaseOrderTerminated.v1'>,
    event: IntegrationEvent,
  ): Promise<void> {
    if (order.outcome !== 'cancelled') return;
    const { orderId: commitmentId, approval } = order;
    for (const budgetLineId of order.budgetLineIds) {
      await this.say(event, 'CommitmentCancelled', { commitmentId, approval, budgetLineId });
    }
  }

  /** Deliveries are accrued, or held, line by line. */
  private async execute(event: ProcurementEvent): Promise<void> {
    if (event.type === 'procurement.ReceiptPosted.v1') {
      const { orderId: commitmentId, receiptId: deliveryId, lines } = event.data;
      const code = this.holdNext;
      this.holdNext = undefined;
      const name = code === undefined ? 'ExpenditureAccrued' : 'DeliveryHeld';
      for (const { budgetLineId, amount } of lines) {
        const delivery = { commitmentId, deliveryId, budgetLineId, documentAmount: amount };
        await this.say(event, name, { ...delivery, code, shortfall });
      }
    }
    if (event.type === 'procurement.ReceiptReversed.v1') {
      const { orderId: commitmentId, receiptId: deliveryId, lines } = event.data;
      for (const { budgetLineId, amount } of lines) {
        const delivery = { commitmentId, deliveryId, budgetLineId, documentAmount: amount };
        await this.say(event, 'ExpenditureReversed', delivery);
      }
    }
    if (event.type === 'procurement.ReceivableWrittenOff.v1') {
      const { orderId: commitmentId, receivableId, lines } = event.data;
      const code = this.refuseNext;
      const name = code === undefined ? 'AdvanceWrittenOff' : 'WriteOffRejected';
      for (const { budgetLineId } of lines) {
        await this.say(event, name, { commitmentId, receivableId, budgetLineId, code, shortfall });
      }
    }
    if (event.type === 'procurement.AdjustmentRequested.v1') {
      const { orderId: documentId, adjustmentId, lines } = event.data;
      const document = { documentId, adjustmentId };
      const code = this.refuseNext;
      const rejections = refusals(lines, code ?? '');
      const booked = lines.map(({ budgetLineId, accepted, open }) => {
        const { currency } = open;
        const amount = moneyJson(minorOf(accepted) + minorOf(open), currency);
        return { budgetLineId, amount };
      });
      if (code === undefined)
        await this.say(event, 'DocumentAdjusted', { ...document, lines: booked });
      else await this.say(event, 'DocumentAdjustmentRejected', { ...document, rejections });
    }
  }

  private async say(to: IntegrationEvent, name: string, data: object): Promise<void> {
    this.refuseNext = undefined;
    const type = `budgets.${name}.v1`;
    const id = derivedId(to.id, type, JSON.stringify(data));
    const event = { ...to, id, type, data, causationId: to.id };
    await this.bus.publish(BUDGETS_TOPIC, [{ id, type, key: to.key, data: JSON.stringify(event) }]);
  }
}

const shortfall = { amount: '344.83', currency: 'USD' };
const refusals = (lines: readonly { readonly budgetLineId: string }[], code: string) =>
  lines.map(({ budgetLineId }) => ({
    budgetLineId,
    code,
    shortfall,
  }));
