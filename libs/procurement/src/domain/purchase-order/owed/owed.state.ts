import { minorOf, quantityOf, sumMinor, type Evolvers, type MoneyJson } from '@tamani/kernel';
import type { z } from 'zod';
import { least } from '../../shared/amounts.js';
import type { OrderEvent } from '../order.events.js';
import type { OrderState } from '../order.state.js';
import type { InvoiceClaim } from '../billing/billing.state.js';
import type { claimPartSchema, owedEvents } from './owed.events.js';
import type { ClaimPart, EndedPart, OrderLineAmount, Owed } from './owed.parts.js';

type OwedEvent = Extract<OrderEvent, { type: keyof typeof owedEvents }>;

/** The amount on an order line. */
export const onLine = (lines: readonly OrderLineAmount[], orderLine: number): bigint =>
  sumMinor(lines.filter((one) => one.orderLine === orderLine).map((one) => one.amountMinor));

/** What a receivable has on an order line, set aside or not. */
export const knownOn = ({ lines, aside }: Owed, orderLine: number): bigint =>
  onLine([...lines, ...(aside?.lines ?? [])], orderLine);

/** All that the vendor owes on the order. */
export const owedTotal = ({ owed }: Pick<OrderState, 'owed'>): bigint =>
  sumMinor(
    owed.flatMap(({ lines, aside }) =>
      [...lines, ...(aside?.lines ?? [])].map((line) => line.amountMinor),
    ),
  );

/** Event or wire form of amounts on order lines to state form. */
export const amountsOf = (
  lines: readonly { readonly orderLine: number; readonly amount: MoneyJson }[],
): readonly OrderLineAmount[] =>
  lines.map(({ orderLine, amount }) => ({ orderLine, amountMinor: minorOf(amount) }));

const less = (
  lines: readonly OrderLineAmount[],
  taken: readonly OrderLineAmount[],
): readonly OrderLineAmount[] =>
  lines
    .map(({ orderLine, amountMinor }) => ({
      orderLine,
      amountMinor: amountMinor - onLine(taken, orderLine),
    }))
    .filter(({ amountMinor }) => amountMinor > 0n);

/** One amount for each order line. */
const more = (
  lines: readonly OrderLineAmount[],
  added: readonly OrderLineAmount[],
): readonly OrderLineAmount[] =>
  [...new Set([...lines, ...added].map(({ orderLine }) => orderLine))].map((orderLine) => ({
    orderLine,
    amountMinor: onLine([...lines, ...added], orderLine),
  }));

/** What is not owed any more, and of which nothing is set aside, is not kept. */
const withOwed = (
  state: OrderState,
  receivableId: string,
  change: (owed: Owed) => Owed,
): OrderState => ({
  ...state,
  owed: state.owed
    .map((one) => (one.receivableId === receivableId ? change(one) : one))
    .filter((one) => one.lines.length > 0 || one.aside !== null),
});

export const evolveOwed: Evolvers<OrderState, OwedEvent> = {
  ReceivableArisen: (state, { receivableId, cause, lines }) => ({
    ...state,
    receivables: state.receivables + 1,
    owed: [
      ...state.owed,
      {
        ...{ receivableId, cause },
        ...{ lines: amountsOf(lines), aside: null },
      },
    ],
  }),
  ReceivableCovered: (state, { receivableId, lines }) =>
    withOwed(state, receivableId, (one) => ({ ...one, lines: less(one.lines, amountsOf(lines)) })),
  OwedSetAside: (state, { receivableId, endingId, lines }) =>
    withOwed(state, receivableId, (one) => ({
      ...one,
      lines: less(one.lines, amountsOf(lines)),
      aside: { endingId, lines: amountsOf(lines) },
    })),
  OwedNotOpen: (state) => state,
  OwedEnded: ended,
  OwedReleased: (state, { receivableId }) =>
    withOwed(state, receivableId, (one) => ({
      ...one,
      lines: more(one.lines, one.aside?.lines ?? []),
      aside: null,
    })),
};

/** A claim of which nothing is left is no claim, and nothing was credited on it. */
function ended(
  state: OrderState,
  { receivableId, lines, claims, writtenOff }: Extract<OwedEvent, { type: 'OwedEnded' }>['data'],
): OrderState {
  const parts = claims.map((part) => ({ invoiceId: part.invoiceId, ...claimPartOf(part) }));
  const invoices = withoutParts(state.invoices, parts);
  const empty = new Set(invoices.filter(isEmpty).map(({ invoiceId }) => invoiceId));
  const after = withOwed(state, receivableId, (one) => ({
    ...one,
    aside: one.aside && rest(one.aside, less(one.aside.lines, amountsOf(lines))),
  }));
  const off = writtenOff ? sumMinor(amountsOf(lines).map((line) => line.amountMinor)) : 0n;
  return {
    ...after,
    writtenOffMinor: state.writtenOffMinor + off,
    invoices,
    credits: parts
      .map((part) => ({ ...part, creditedMinor: part.claimedMinor - part.amountMinor }))
      .reduce(
        lessCredited,
        state.credits.filter(({ invoiceId }) => !empty.has(invoiceId)),
      ),
    ended: [
      ...state.ended,
      ...parts.map(({ invoiceId, orderLine, amountMinor }) => ({
        ...{ invoiceId, orderLine, amountMinor },
      })),
    ],
  };
}

type PartOfInvoice = ClaimPart & { readonly invoiceId: string };

const withoutParts = (claims: OrderState['invoices'], parts: readonly PartOfInvoice[]) =>
  claims.map((claim) =>
    lowered(
      claim,
      parts.filter(({ invoiceId }) => invoiceId === claim.invoiceId),
    ),
  );

/** What was credited of goods that are gone is credited no more, of the newest credit first. */
export function lessCredited(
  credits: OrderState['credits'],
  part: OrderLineOf & { readonly creditedMinor: bigint },
): OrderState['credits'] {
  const { invoiceId, orderLine } = part;
  let left = part.creditedMinor;
  return credits
    .toReversed()
    .map((credit) => {
      const isOf = credit.agreed && credit.invoiceId === invoiceId;
      const open = isOf ? onLine(credit.lines, orderLine) : 0n;
      const amount = least(open, left > 0n ? left : 0n);
      left -= amount;
      return amount === 0n
        ? credit
        : { ...credit, lines: less(credit.lines, [{ orderLine, amountMinor: amount }]) };
    })
    .toReversed();
}
type OrderLineOf = Pick<EndedPart, 'invoiceId' | 'orderLine'>;

const rest = (aside: NonNullable<Owed['aside']>, lines: readonly OrderLineAmount[]) =>
  lines.length === 0 ? null : { ...aside, lines };

const isEmpty = ({ lines }: InvoiceClaim): boolean => lines.every((line) => line.quantity === 0n);

/** Event form of what a claim loses to state form. */
export const claimPartOf = ({
  orderLine,
  ...part
}: z.output<typeof claimPartSchema>): ClaimPart => ({
  orderLine,
  quantity: quantityOf(part.quantity),
  amountMinor: minorOf(part.amount),
  claimedMinor: minorOf(part.claimed),
  orderedMinor: minorOf(part.ordered),
});

/** What a claim loses and gets back: the parts of it that are negative. */
export const negatedParts = (parts: readonly ClaimPart[]): readonly ClaimPart[] =>
  parts.map(({ orderLine, quantity, amountMinor, claimedMinor, orderedMinor }) => ({
    ...{ orderLine, quantity: -quantity, amountMinor: -amountMinor },
    ...{ claimedMinor: -claimedMinor, orderedMinor: -orderedMinor },
  }));

/** A claim without parts of it. */
export const lowered = (claim: InvoiceClaim, parts: readonly ClaimPart[]): InvoiceClaim => ({
  ...claim,
  lines: claim.lines.map((line) => {
    const own = parts.filter((part) => part.orderLine === line.orderLine);
    return {
      ...line,
      quantity: line.quantity - sumMinor(own.map((part) => part.quantity)),
      amountMinor: line.amountMinor - sumMinor(own.map((part) => part.claimedMinor)),
      orderedMinor: line.orderedMinor - sumMinor(own.map((part) => part.orderedMinor)),
      endedMinor: line.endedMinor + sumMinor(own.map((part) => part.claimedMinor)),
    };
  }),
});
