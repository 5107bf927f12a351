import { actOn, xof, type DemoContext } from './context.js';

/** A discount of which a credit note comes, in francs; of most invoices none. */
export const discountOf = (key: string): number => (key.endsWith('-3-invoice-0') ? 25_000 : 0);

/** The vendor grants a discount on what is not paid of an invoice. */
export async function credited(
  demo: DemoContext,
  key: string,
  { invoiceId, creditedOn }: { readonly invoiceId: string; readonly creditedOn: string },
): Promise<void> {
  const amount = xof(discountOf(key));
  const body = {
    ...{ invoiceId, creditedOn, number: `AV-${key}` },
    lines: [{ orderLine: 1, amount }],
    reason: 'Remise pour livraison tardive',
  };
  const note = await demo.api.post('invoice-clerk', 'credit-notes', {
    key: demo.key(`${key}-credit`),
    body,
  });
  const step = {
    resource: `credit-notes/${note.body.id}`,
    action: 'approve',
    key: `${key}-credit`,
  };
  await actOn(demo, 'certifying-officer', step);
}
