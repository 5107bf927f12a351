import { Rejected } from '@tamani/kernel';
import type { StepDesk, Steps } from '@tamani/nest';
import { allocateReference } from '@tamani/runtime';
import type { AllocatePayment } from '../../domain/invoice/invoice.commands.js';
import { invoice } from '../../domain/invoice/invoice.decide.js';
import { refuse } from '../../domain/invoice/invoice.rejections.js';
import { payment } from '../../domain/payment/payment.decide.js';
import { invoiceAggregate } from '../../facts/invoice.facts.js';
import type { PaymentBody } from '../schemas/payments.schemas.js';

/** The invoice guards what is payable: step one of a payment, and the last of each. */
export const paymentSteps: Steps = {
  create: {
    async before(desk, body, { id, by, today }) {
      const { invoiceId, amount } = body as PaymentBody;
      if (await desk.load(payment, id)) return;
      const asked = { type: 'AllocatePayment', paymentId: id, amount, by, today } as const;
      const paymentReference = await referenceOf(desk, invoiceId, asked);
      const step = { aggregate: invoiceAggregate, id: invoiceId, name: 'allocate' };
      await desk.step(step, { ...asked, paymentReference });
    },
  },
  confirm: { after: (desk, _, { id }) => onInvoice(desk, id, 'SettlePayment') },
  return: { after: (desk, _, { id }) => onInvoice(desk, id, 'ReleasePaymentAllocation') },
  cancel: { after: (desk, _, { id }) => onInvoice(desk, id, 'ReleasePaymentAllocation') },
};

/** So that the next answer shows it; a process repeats it. */
async function onInvoice(
  desk: StepDesk,
  paymentId: string,
  type: 'SettlePayment' | 'ReleasePaymentAllocation',
): Promise<void> {
  const loaded = await desk.load(payment, paymentId);
  const { invoiceId = '' } = loaded?.state ?? {};
  const step = { aggregate: invoiceAggregate, id: invoiceId, name: type };
  await desk.step(step, { type, paymentId });
}

/** A number is drawn only for what the invoice will set aside: the numbering has no holes. */
async function referenceOf(
  desk: StepDesk,
  invoiceId: string,
  asked: Omit<AllocatePayment, 'paymentReference'>,
): Promise<string> {
  const loaded = await desk.load(invoice, invoiceId);
  if (!loaded) throw new Rejected(refuse.invoice_unknown({ invoiceId }));
  const trial = { ...asked, paymentReference: '-' };
  const facts = await invoiceAggregate.facts(trial, loaded.state, {
    state: async (of, id) => (await desk.load(of, id))?.state,
  });
  const decision = invoice.decide(trial, loaded.state, facts);
  if (!decision.ok) throw new Rejected(decision.error);
  const year = Number(asked.today.slice(0, 4));
  const asks = { context: 'procurement', prefix: 'PAY', year, forId: asked.paymentId };
  return allocateReference(desk.commands, asks);
}
