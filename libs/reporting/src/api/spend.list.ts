import { defineErrors, Rejected } from '@tamani/kernel';
import type { ListDefinition } from '@tamani/nest';
import { MAX_SPEND_ROWS, spendOf } from '../read-models/spend/spend.js';
import { appliedPosition, collectionOf, type Ledger } from './ledger.js';
import { selectionOf } from './query.schemas.js';
import { spendEnvelope, spendJson, spendParameters, spendRowSchema } from './spend.schemas.js';

export const refuse = defineErrors({
  spend_too_many_rows: 422,
});

/** `GET /v1/spend`: sums of the ledger as of the applied position; not paged. */
export const spendList = (ledger: Ledger): ListDefinition<typeof spendParameters> => ({
  path: 'spend',
  roles: 'authenticated',
  about: 'Sums of the ledger by any dimensions',
  summary: 'Spend by any dimensions, as effective at and as known at',
  item: spendRowSchema,
  envelope: spendEnvelope,
  parameters: spendParameters,
  pages: false,
  reads: ledger,
  async page({ query, caller, upTo }, platform) {
    const asked = { ...selectionOf(query), groupBy: query.groupBy ?? [] };
    if (asked.position !== undefined) await upTo(asked.position);
    const position = asked.position ?? (await appliedPosition(ledger, platform));
    const { reads } = platform.runtime.ports;
    const spend = await spendOf(reads, collectionOf(ledger), { ...asked, position });
    if (!spend) throw new Rejected(refuse.spend_too_many_rows({ limit: MAX_SPEND_ROWS }));
    const asOf = asked.asOf ?? caller.today;
    const knownAt = asked.knownAt ?? caller.now;
    return { ...spendJson(asked, spend, { asOf, knownAt, position }), nextCursor: null };
  },
});
