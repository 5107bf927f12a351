import type { Answer, Draft, Request } from './script/request.js';

const RATES = { '2026-07': '590', '2026-09': '580', '2026-10': '576', '2026-11': '583' };

/**
 * Rates, and vendors that may be ordered from; their ids. Each lane has its own: what is awarded
 * to one of them is counted in one stream.
 */
export async function setUp(
  send: (request: Request) => Promise<Answer>,
  lanes: number,
): Promise<readonly string[]> {
  let keys = 0;
  const post = async ({ user, path, body }: Draft, etag?: string): Promise<Answer> => {
    const ifMatch: Record<string, string> = etag === undefined ? {} : { 'if-match': etag };
    const headers = { 'idempotency-key': `set-up-${(keys += 1)}`, ...ifMatch };
    const answer = await send({ user, method: 'POST', path, headers, body });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.body}`);
    return answer;
  };
  for (const [month, francs] of Object.entries(RATES)) {
    const rates = [{ currency: 'XOF', rate: francs }];
    const body = { month, base: 'USD', source: 'ONU', rates };
    await post({ user: 'budget-officer', path: 'rate-tables', body });
  }
  const vendors: string[] = [];
  for (let lane = 1; lane <= lanes; lane++) {
    const vendor = { name: 'Fournisseur', country: 'ML', registrationNumber: `RC-${lane}` };
    const made = await post({ user: 'buyer', path: 'vendors', body: vendor });
    const { id } = JSON.parse(made.body) as { readonly id: string };
    const screening = { list: 'UNSC', listVersion: '2026-09-01', result: 'clear' };
    const path = `vendors/${id}/screenings`;
    await post({ user: 'buyer', path, body: screening }, String(made.headers['etag']));
    vendors.push(id);
  }
  return vendors;
}
