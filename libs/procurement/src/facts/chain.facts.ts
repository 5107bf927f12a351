import type { Command, DomainEvent } from '@tamani/kernel';
import type { FactReader, FactReaders, Foldable, OwnFactReader } from '@tamani/runtime';
import type { Duties, WithChain } from '../domain/chain/dutiful.js';
import {
  creditNoteParties,
  invoiceParties,
  orderParties,
  paymentParties,
  receiptParties,
  receivableParties,
  requisitionParties,
  type Parties,
} from '../domain/chain/parties.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import type { Chain } from '../domain/shared/segregation.js';

/** The chain of a requisition: all its orders, with what was received, invoiced and paid. */
export async function chainOf(read: FactReader, requisitionId: string): Promise<Chain> {
  const asked = await read.state(requisitionParties, requisitionId);
  if (asked === null) return [];
  const orders = asked.next.map((id) => partiesOfOrder(read, id));
  return [...asked.held, ...(await Promise.all(orders)).flat()];
}

/** The same, from one of its orders; nobody if there is no such order. */
export async function chainOfOrder(read: FactReader, orderId: string): Promise<Chain> {
  const order = await read.state(purchaseOrder, orderId);
  return order === null ? [] : chainOf(read, order.requisitionId);
}

/** Who acted on a document itself: its order may not know of it yet. */
export const partiesOf = async <E extends DomainEvent>(
  read: FactReader,
  of: Foldable<Parties, E>,
  id: string,
): Promise<Chain> => (await read.state(of, id))?.held ?? [];

/** What follows from an order: a receipt, an advance, a receivable, a credit note, an invoice. */
async function partiesOfOrder(read: FactReader, id: string): Promise<Chain> {
  const order = await read.state(orderParties, id);
  if (order === null) return [];
  const next = order.next.map(async (one) => {
    const own =
      (await read.state(receiptParties, one)) ??
      (await read.state(paymentParties, one)) ??
      (await read.state(receivableParties, one)) ??
      (await read.state(creditNoteParties, one));
    return own ? own.held : partiesOfInvoice(read, one);
  });
  return [...order.held, ...(await Promise.all(next)).flat()];
}

/** What follows from an invoice is a payment or a credit note. */
async function partiesOfInvoice(read: FactReader, id: string): Promise<Chain> {
  const invoiced = await read.state(invoiceParties, id);
  if (invoiced === null) return [];
  const next = invoiced.next.map(async (one) => {
    const paid =
      (await read.state(paymentParties, one)) ?? (await read.state(creditNoteParties, one));
    return paid?.held ?? [];
  });
  return [...invoiced.held, ...(await Promise.all(next)).flat()];
}

type AnyReader = (command: never, state: never, read: OwnFactReader) => Promise<object>;

/** The readers of a document's facts; those of its acts read the chain besides. */
export function withChain<S, C extends Command, F, const D extends Duties<C>>(
  duties: D,
  chain: (command: C, state: S, read: OwnFactReader) => Promise<Chain>,
  readers: FactReaders<S, C, F>,
): FactReaders<S, C, WithChain<F, D>> {
  const known = readers as Readonly<Record<string, AnyReader>>;
  const acts = Object.keys(duties).map((type): [string, AnyReader] => [
    type,
    async (command, state, read) => ({
      ...(await known[type]?.(command, state, read)),
      chain: await chain(command, state, read),
    }),
  ]);
  return { ...known, ...Object.fromEntries(acts) } as unknown as FactReaders<S, C, WithChain<F, D>>;
}
