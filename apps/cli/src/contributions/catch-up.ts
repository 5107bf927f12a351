import type { Page, Resource } from '@tamani/client';
import { minorOf, type MoneyJson } from '@tamani/kernel';
import type { Sentence } from '../shell/language.js';
import { IMPORTER, keyOf, SOURCE, type ImportApi } from './contribution-calls.js';
import type { Flow, FlowStage } from './flow.js';

/** What the API answers of a contribution, those parts that an import looks at. */
interface Contribution extends Resource {
  readonly id: string;
  readonly reference: string;
  readonly status: string;
  readonly amount: MoneyJson;
  readonly agreed: MoneyJson | null;
  readonly outstanding: MoneyJson;
  readonly origin: { readonly source: string } | null;
}

/** `changed` tells why the flow cannot continue from there. */
export type CaughtUp = 'imported' | 'unchanged' | { readonly changed: Sentence } | undefined;

const ORDER: Readonly<Record<string, number>> = {
  pledged: 0,
  agreed: 1,
  partially_received: 1,
  received: 2,
  closed: 3,
};

/**
 * A flow that was imported before, with other content: if it has only come further since, the
 * contribution follows. Undefined when there is no such contribution.
 */
export async function catchUp(api: ImportApi, flow: Flow): Promise<CaughtUp> {
  const query = { externalId: flow.id, limit: 200 };
  const page = await api.get<Page<Contribution>>(IMPORTER, 'contributions', query);
  const known = page.body.data.find(({ origin }) => origin?.source === SOURCE);
  if (!known) return undefined;
  const amount = known.agreed ?? known.amount;
  if (!sameMoney(amount, flow.amount)) return { changed: otherAmount(known, flow) };
  const stage = ORDER[known.status] ?? 0;
  if (stage >= ORDER_OF[flow.stage]) return 'unchanged';
  const resource = `contributions/${known.id}`;
  const key = keyOf(flow, flow.stage);
  if (flow.stage === 'agreed') {
    const body = { agreedOn: flow.date };
    await api.act(IMPORTER, resource, { action: 'agree', key, body });
  } else {
    const body = { amount: known.agreed ? known.outstanding : amount, receivedOn: flow.date };
    await api.act(IMPORTER, resource, { action: 'receipts', key, body });
  }
  return 'imported';
}

const ORDER_OF: Readonly<Record<FlowStage, number>> = { pledged: 0, agreed: 1, received: 2 };

/** `500000` and `500000.00` are the same euros. */
const sameMoney = (a: MoneyJson, b: MoneyJson): boolean =>
  a.currency === b.currency && minorOf(a) === minorOf(b);

function otherAmount({ reference, amount, agreed }: Contribution, flow: Flow): Sentence {
  const before = agreed ?? amount;
  const plain = (one: MoneyJson) => `${one.amount} ${one.currency}`;
  const amounts = { was: plain(before), is: plain(flow.amount) };
  return (say) => say('flow_changed', { reference, ...amounts });
}
