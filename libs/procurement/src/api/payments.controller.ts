import { Controller } from '@nestjs/common';
import {
  Action,
  Caller,
  Create,
  Id,
  Input,
  ResourceController,
  type ResourceDefinition,
} from '@tamani/nest';
import type { PaymentCommand } from '../domain/payment/payment.commands.js';
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

const paymentResource: ResourceDefinition<PaymentState> = {
  path: 'payments',
  context: 'procurement',
  aggregate: paymentAggregate,
  list: paymentList,
  schema: paymentSchema,
  render: renderPayment,
  filters: ['status', 'invoiceId', 'purchaseOrderId', 'vendorId', 'reference'],
  referencePrefix: 'PAY',
};
const command = <C extends PaymentCommand>(one: C): C => one;

@Controller('v1/payments')
export class PaymentsController extends ResourceController(paymentResource) {
  @Create({
    body: paymentBody,
    roles: ['invoice-clerk'],
    summary: 'Prepare a payment of an approved invoice, or of a part of it',
  })
  prepare(@Caller() caller: Caller, @Input() body: PaymentBody) {
    const { person: by, today } = caller;
    return this.create(
      caller,
      ({ reference }) => command({ type: 'PreparePayment', reference, ...body, by, today }),
      { correlateWith: { aggregate: invoiceAggregate, id: body.invoiceId } },
    );
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
  confirm(@Caller() caller: Caller, @Id() id: string, @Input() body: ConfirmBody) {
    const { person: by } = caller;
    return this.act(caller, id, command({ type: 'ConfirmPayment', ...body, by }));
  }

  @Action('return', {
    body: returnPaymentBody,
    roles: ['treasurer'],
    summary: 'Record that the bank sent a payment back: its invoice is payable again',
  })
  sendBack(@Caller() caller: Caller, @Id() id: string, @Input() body: ReturnPaymentBody) {
    const { person: by, today } = caller;
    const effectiveAt = body.effectiveAt ?? today;
    const back = { reason: body.reason, effectiveAt, by, today };
    return this.act(caller, id, command({ type: 'ReturnPayment', ...back }));
  }

  @Action('cancel', {
    body: reasonBody,
    roles: ['invoice-clerk', 'certifying-officer'],
    summary: 'Give up a payment that is not released',
  })
  cancel(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    const { person: by } = caller;
    return this.act(caller, id, command({ type: 'CancelPayment', ...body, by }));
  }
}
