import { Controller } from '@nestjs/common';
import { derivedId, Rejected } from '@tamani/kernel';
import {
  Action,
  Caller,
  Create,
  Id,
  Input,
  ResourceController,
  type ResourceDefinition,
} from '@tamani/nest';
import type { JsonObject } from '@tamani/ports';
import { allocateReference, type FactReader } from '@tamani/runtime';
import type { AllocatePayment } from '../domain/invoice/invoice.commands.js';
import { invoice } from '../domain/invoice/invoice.decide.js';
import { refuse } from '../domain/invoice/invoice.rejections.js';
import type { PaymentCommand } from '../domain/payment/payment.commands.js';
import { payment } from '../domain/payment/payment.decide.js';
import type { PaymentState } from '../domain/payment/payment.state.js';
import { invoiceAggregate } from '../facts/invoice.facts.js';
import { paymentAggregate } from '../facts/payment.facts.js';
import { paymentList } from '../read-models/payments.read-model.js';
import { paymentSchema, renderPayment } from '../read-models/resources/payment.resource.js';
import { emptyBody, reasonBody, type ReasonBody } from './schemas/parts.schemas.js';
import {
  confirmBody,
  paymentBody,
  releaseBody,
  returnPaymentBody,
  type ConfirmBody,
  type PaymentBody,
  type ReleaseBody,
  type ReturnPaymentBody,
} from './schemas/payments.schemas.js';

const PREFIX = 'PAY';
const paymentResource: ResourceDefinition<PaymentState> = {
  path: 'payments',
  context: 'procurement',
  aggregate: paymentAggregate,
  list: paymentList,
  schema: paymentSchema,
  render: renderPayment,
  filters: ['status', 'invoiceId', 'purchaseOrderId', 'vendorId', 'reference'],
};
const command = <C extends PaymentCommand>(one: C): C => one;
type OfPayment = 'SettlePayment' | 'ReleasePaymentAllocation';

@Controller('v1/payments')
export class PaymentsController extends ResourceController(paymentResource) {
  /** Step one on the invoice, which guards what is payable; step two is the payment. */
  @Create({
    body: paymentBody,
    roles: ['invoice-clerk'],
    summary: 'Prepare a payment of an approved invoice, or of a part of it',
  })
  async prepare(@Caller() caller: Caller, @Input() { invoiceId, amount }: PaymentBody) {
    const { person: by, today } = caller;
    const id = derivedId('payment', caller.commandId);
    const asked = { type: 'AllocatePayment', paymentId: id, amount, by, today } as const;
    if (!(await this.load(payment, id))) {
      const paymentReference = await this.paymentReference(caller, invoiceId, asked);
      const step = { aggregate: invoiceAggregate, id: invoiceId, name: 'allocate' };
      await this.step(caller, step, { ...asked, paymentReference });
    }
    return this.create(caller, () => command({ type: 'PreparePayment', invoiceId }), {
      id,
      correlateWith: { aggregate: invoiceAggregate, id: invoiceId },
    });
  }

  @Action('certify', {
    body: emptyBody,
    roles: ['certifying-officer'],
    summary: 'Certify a payment',
  })
  certify(@Caller() caller: Caller, @Id() id: string) {
    return this.act(caller, id, command({ type: 'CertifyPayment', by: caller.person }));
  }

  @Action('approve', {
    body: emptyBody,
    roles: ['approving-officer'],
    summary: 'Approve a payment; whoever certified, received or entered any of it may not',
  })
  approve(@Caller() caller: Caller, @Id() id: string) {
    return this.act(caller, id, command({ type: 'ApprovePayment', by: caller.person }));
  }

  @Action('release', {
    body: releaseBody,
    roles: ['treasurer'],
    summary: 'Release a payment to the bank for a value date',
  })
  release(@Caller() caller: Caller, @Id() id: string, @Input() body: ReleaseBody) {
    const { person: by, today } = caller;
    const valueDate = body.valueDate ?? today;
    return this.act(caller, id, command({ type: 'ReleasePayment', valueDate, by, today }));
  }

  @Action('confirm', {
    body: confirmBody,
    roles: ['treasurer'],
    summary: 'Record the bank’s confirmation',
  })
  async confirm(@Caller() caller: Caller, @Id() id: string, @Input() body: ConfirmBody) {
    const { person: by } = caller;
    const confirmed = await this.act(caller, id, command({ type: 'ConfirmPayment', ...body, by }));
    return this.onInvoice(caller, confirmed, 'SettlePayment');
  }

  @Action('return', {
    body: returnPaymentBody,
    roles: ['treasurer'],
    summary: 'Record that the bank sent a payment back: its invoice is payable again',
  })
  async sendBack(@Caller() caller: Caller, @Id() id: string, @Input() body: ReturnPaymentBody) {
    const { person: by, today } = caller;
    const effectiveAt = body.effectiveAt ?? today;
    const back = { reason: body.reason, effectiveAt, by, today };
    const returned = await this.act(caller, id, command({ type: 'ReturnPayment', ...back }));
    return this.onInvoice(caller, returned, 'ReleasePaymentAllocation');
  }

  @Action('cancel', {
    body: reasonBody,
    roles: ['invoice-clerk', 'certifying-officer'],
    summary: 'Give up a payment that is not released',
  })
  async cancel(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    const { person: by } = caller;
    const cancelled = await this.act(caller, id, command({ type: 'CancelPayment', ...body, by }));
    return this.onInvoice(caller, cancelled, 'ReleasePaymentAllocation');
  }

  /** Step two on the invoice, so that the next answer shows it; a process repeats it. */
  private async onInvoice(caller: Caller, answer: JsonObject, type: OfPayment) {
    const { id, invoiceId } = answer as { readonly id: string; readonly invoiceId: string };
    const step = { aggregate: invoiceAggregate, id: invoiceId, name: type };
    await this.step(caller, step, { type, paymentId: id });
    return answer;
  }

  /** A number is drawn only for what the invoice will set aside: the numbering has no holes. */
  private async paymentReference(
    caller: Caller,
    invoiceId: string,
    asked: Omit<AllocatePayment, 'paymentReference'>,
  ): Promise<string> {
    const loaded = await this.load(invoice, invoiceId);
    if (!loaded) throw new Rejected(refuse.invoice_unknown({ invoiceId }));
    const trial = { ...asked, paymentReference: '-' };
    const read: FactReader = { state: async (of, id) => (await this.load(of, id))?.state ?? null };
    const { AllocatePayment: factsOf } = invoiceAggregate.facts;
    const facts = await factsOf(trial, loaded.state, read, invoiceId);
    const decision = invoice.decide(trial, loaded.state, { id: invoiceId, ...facts });
    if (!decision.ok) throw new Rejected(decision.error);
    const year = Number(caller.today.slice(0, 4));
    const { commands } = this.platform.runtime;
    const asks = { context: 'procurement', prefix: PREFIX, year, forId: asked.paymentId };
    return allocateReference(commands, asks);
  }
}
