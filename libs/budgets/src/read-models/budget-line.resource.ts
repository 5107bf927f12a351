import { invariant, moneyJson, signedMoneySchema } from '@tamani/kernel';
import { resourceSchema } from '@tamani/runtime';
import { z } from 'zod';
import { lineStatuses } from '../domain/budget-line/budget-line.events.js';
import { availableOf, unliquidatedOf } from '../domain/budget-line/movements.js';
import type { HeldDelivery, LineView } from '../domain/budget-line/state/line-view.js';
import { axisSchema, documentRefSchema, spendClassSchema } from '../domain/shared/vocabulary.js';

const money = signedMoneySchema;
const signed = (text: string) => money.meta({ description: text });

export const figuresSchema = z
  .strictObject({
    allotted: money,
    preCommitted: signed('Reserved for requisitions, not ordered yet'),
    committed: signed('Ordered, not received'),
    expended: signed('Received, at the rate of the delivery'),
    transferHold: money,
    available: signed('allotted − preCommitted − committed − expended − transferHold'),
    disbursed: signed('Cash, at the rate of the payment'),
    advances: signed('Cash that no delivery stands against yet'),
    settled: signed('The part of expended that payments have settled, as it was accrued'),
    unliquidated: signed('committed + expended − settled'),
    deliveryExchangeDifference: signed('Charged to the line at delivery; a loss is positive'),
    paymentExchangeDifference: signed('To the exchange account; a loss is positive'),
  })
  .meta({ id: 'BudgetLineFigures' });

export const budgetLineSchema = resourceSchema('BudgetLine', {
  reference: z.string(),
  status: z.enum(lineStatuses).meta({ id: 'BudgetLineStatus' }),
  reason: z.string().nullable(),
  title: z.string(),
  fund: z.string(),
  fiscalYear: z.string(),
  axis: axisSchema,
  spendClass: spendClassSchema,
  currency: z.string(),
  projectId: z.string().nullable(),
  institution: z.string().nullable(),
  region: z.string().nullable(),
  donor: z.string().nullable(),
  figures: figuresSchema,
  overrun: z
    .strictObject({ cap: money, expiresOn: z.string(), authority: z.string() })
    .nullable()
    .meta({
      description:
        'Amount by which deliveries may exceed the available funds, until the given date',
    }),
  heldDeliveries: z
    .array(
      z.strictObject({
        document: documentRefSchema.nullable(),
        orderId: z.string(),
        deliveredOn: z.string(),
        amount: money,
        documentAmount: money,
        code: z.string(),
        shortfall: money,
      }),
    )
    .meta({ description: 'Deliveries that wait for funds' }),
});

/** The figures of a line, each in its currency. */
export function figuresJson({ figures, currency }: LineView) {
  const json = (minor: bigint) => moneyJson(minor, currency);
  return {
    allotted: json(figures.allotted),
    preCommitted: json(figures.reserved),
    committed: json(figures.committed),
    expended: json(figures.expended),
    transferHold: json(figures.transferHold),
    available: json(availableOf(figures)),
    disbursed: json(figures.disbursed),
    advances: json(figures.advances),
    settled: json(figures.settled),
    unliquidated: json(unliquidatedOf(figures)),
    deliveryExchangeDifference: json(figures.deliveryExchangeDifference),
    paymentExchangeDifference: json(figures.paymentExchangeDifference),
  };
}

/** A budget line as returned by the API. */
export function renderBudgetLine(view: LineView, { id }: { readonly id: string }) {
  const { coding, status, overrun, currency, reference, title, reason } = view;
  invariant(coding && status !== 'none', `budget line without a draft: ${id}`);
  return {
    ...{ reference, status, reason: reason || null, title },
    ...coding,
    currency,
    figures: figuresJson(view),
    overrun: overrun
      ? {
          cap: moneyJson(overrun.capMinor, currency),
          expiresOn: overrun.expiresOn,
          authority: overrun.authority,
        }
      : null,
    heldDeliveries: view.held.map(heldJson),
  };
}

const heldJson = (held: HeldDelivery) => ({
  document: held.document,
  orderId: held.commitmentId,
  deliveredOn: held.deliveredOn,
  amount: held.accrual,
  documentAmount: held.documentAmount,
  code: held.code,
  shortfall: held.shortfall,
});
