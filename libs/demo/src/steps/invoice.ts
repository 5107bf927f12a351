import type { Resource } from '@tamani/client';
import { actOn, xof, type DemoContext } from './context.js';

interface InvoiceBody {
  readonly vendorId: string;
  readonly number: string;
  readonly purchaseOrderId: string;
  readonly invoicedOn: string;
  readonly lines: readonly {
    readonly orderLine: number;
    readonly quantity: string;
    readonly unitPrice: ReturnType<typeof xof>;
  }[];
}

/**
 * An invoice as people enter them: the first one of a line's first purchase is typed at a wrong
 * price and corrected, that of its second purchase is entered twice, cancelled and replaced.
 */
export async function registered(
  demo: DemoContext,
  key: string,
  body: InvoiceBody,
): Promise<Resource> {
  if (key.endsWith('-1-invoice-0')) return corrected(demo, key, body);
  if (key.endsWith('-2-invoice-0')) return replaced(demo, key, body);
  return post(demo, key, body);
}

const post = async (demo: DemoContext, key: string, body: object): Promise<Resource> =>
  (await demo.api.post('invoice-clerk', 'invoices', { key: demo.key(key), body })).body;

async function corrected(demo: DemoContext, key: string, body: InvoiceBody): Promise<Resource> {
  const { invoicedOn, lines } = body;
  const typed = lines.map((line) => ({
    ...line,
    unitPrice: xof(Number(line.unitPrice.amount) * 10),
  }));
  const made = await post(demo, key, { ...body, lines: typed });
  const correction = { invoicedOn, lines, reason: 'Un zéro de trop sur le prix unitaire' };
  const step = { resource: `invoices/${made.id}`, action: 'correct', key, body: correction };
  return (await actOn(demo, 'invoice-clerk', step)).body;
}

async function replaced(demo: DemoContext, key: string, body: InvoiceBody): Promise<Resource> {
  const first = await post(demo, `${key}-first`, body);
  const reason = { reason: 'Saisie sur la mauvaise pièce' };
  const step = { resource: `invoices/${first.id}`, action: 'cancel', key, body: reason };
  await actOn(demo, 'invoice-clerk', step);
  return post(demo, key, { ...body, replaces: first.id });
}
