import {
  ApiError,
  TamaniClient,
  type Answer,
  type ClientOptions,
  type Resource,
} from '@tamani/client';
import { figuresOf } from './figures.js';
import { Flow } from './flow.js';

/** A POST that the server has answered with success. */
export interface Acknowledged {
  readonly user: string;
  readonly resource: string;
  readonly revision: bigint;
  readonly position: string;
}

/** What a command that is decided (and not found among those remembered) may be refused with. */
const REFUSED = [409, 412, 422];

/** The repeat of an acknowledged request was not answered as the first. */
export class RepeatDecidedAsNew extends Error {
  override readonly name = 'RepeatDecidedAsNew';
  constructor(path: string, how: string, options?: ErrorOptions) {
    super(`${path}: the repeat was decided as a new request: ${how}`, options);
  }
}

/** Keeps what was acknowledged, and now and then repeats a request, as if the reply was lost. */
export class WitnessClient extends TamaniClient {
  readonly acknowledged: Acknowledged[] = [];
  /** Called after each acknowledgement: the moment to kill. */
  onAcknowledged: (count: number) => void = () => undefined;
  /** Awaited before each request: the load may have to wait for the next kill. */
  beforeRequest: () => Promise<void> = async () => undefined;

  constructor(
    options: ClientOptions,
    private readonly repeats: (count: number) => boolean,
  ) {
    super(options);
  }

  override async post<T = Resource>(
    user: string,
    path: string,
    request: { readonly key: string; readonly body?: unknown; readonly ifMatch?: string },
  ): Promise<Answer<T>> {
    await this.beforeRequest();
    const answer = await super.post<T>(user, path, request);
    this.witness(user, path, answer as Answer<Resource>);
    if (!this.repeats(this.acknowledged.length)) return answer;
    const again = await this.repeat(user, path, request);
    const first = answer as Answer<Resource>;
    if (!again.replayed || again.etag !== first.etag || again.body.id !== first.body.id) {
      throw new RepeatDecidedAsNew(path, 'it had an effect of its own');
    }
    return answer;
  }

  /** The same request again; a refusal is not the caller's to mend: the first was no refusal. */
  private async repeat(
    user: string,
    path: string,
    request: Parameters<TamaniClient['post']>[2],
  ): Promise<Answer<Resource>> {
    try {
      return await super.post(user, path, request);
    } catch (error) {
      if (!(error instanceof ApiError && REFUSED.includes(error.status))) throw error;
      throw new RepeatDecidedAsNew(path, error.message, { cause: error });
    }
  }

  private witness(user: string, path: string, answer: Answer<Resource>): void {
    const [collection] = path.split('/');
    const { status, etag } = answer;
    if (!answer.body) throw new Error(`POST ${path}: ${status} ${etag} and no body`);
    this.acknowledged.push({
      user,
      resource: `${collection}/${answer.body.id}`,
      revision: BigInt((answer.etag ?? '').replaceAll('"', '')),
      position: answer.position ?? '',
    });
    this.onAcknowledged(this.acknowledged.length);
  }
}

const LINES = 4;
const AT_ONCE = 8;

/**
 * Purchases from requisition to payment over four lines; on the last line only half of them find
 * money. Its outcome does not depend on the order in which they run.
 */
export async function runPurchases(
  api: TamaniClient,
  purchases: number,
): Promise<readonly string[]> {
  const flow = new Flow(api, 'load');
  for (const [month, francs] of [
    ['2026-09', '500'],
    ['2026-10', '496'],
    ['2026-11', '503'],
  ]) {
    await flow.rates(month ?? '', francs ?? '');
  }
  const [rich, scarce] = [`${purchases * 20_000}.00`, `${purchases * 125}.00`];
  const amounts = [rich, rich, rich, scarce];
  const lines = await Promise.all(amounts.map((amount, n) => flow.line(`L${n}`, amount)));
  const vendor = await flow.vendor('load');
  let next = 0;
  const worker = async () => {
    for (let n = next++; n < purchases; n = next++) {
      await onePurchase(flow, { n, lineId: lines[n % LINES]?.id ?? '', vendorId: vendor.id });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return lines.map((line) => line.id);
}

async function onePurchase(
  flow: Flow,
  of: { n: number; lineId: string; vendorId: string },
): Promise<void> {
  const { n, lineId, vendorId } = of;
  const scarce = n % LINES === LINES - 1;
  // 500,000 francs at 500: 1,000.00 dollars; the scarce line has half of what is asked of it.
  const quantity = scarce ? '5' : String(4 + (n % 7));
  const draft = await flow.requisition(`q${n}`, [{ lineId, quantity, francs: '100000' }]);
  if ((await flow.submit(draft.id, '2026-09-15')).status !== 'funds_reserved') return;
  await flow.act('certifying-officer', `requisitions/${draft.id}/certify`);
  const francs = scarce ? '100000' : '99500';
  const order = await flow.order(`q${n}`, { requisitionId: draft.id, vendorId, quantity, francs });
  await flow.approve(order.id, '2026-09-20');
  const rest = String(Number(quantity) - 3);
  await flow.receive(`q${n}-1`, { orderId: order.id, deliveredOn: '2026-10-12', quantity: '3' });
  await flow.receive(`q${n}-2`, { orderId: order.id, deliveredOn: '2026-11-10', quantity: rest });
  const on = '2026-11-12';
  const invoice = await flow.invoice(`F-${n}`, {
    vendorId,
    orderId: order.id,
    on,
    quantity,
    francs,
  });
  const total = String(BigInt(quantity) * BigInt(francs));
  await flow.pay(invoice.id, { francs: total, valueDate: '2026-11-20' });
}

/** Figures of each line, once they have come to rest. */
export async function figuresAtRest(
  api: TamaniClient,
  lineIds: readonly string[],
): Promise<readonly Readonly<Record<string, string>>[]> {
  const read = async () => {
    const all = lineIds.map((id) => api.get('budget-officer', `budget-lines/${id}`));
    return (await Promise.all(all)).map((answer) => figuresOf(answer.body));
  };
  let before = await read();
  for (let same = 0; same < 4;) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const now = await read();
    same = JSON.stringify(now) === JSON.stringify(before) ? same + 1 : 0;
    before = now;
  }
  return before;
}
