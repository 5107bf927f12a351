import { defineErrors, Rejected } from '@tamani/kernel';
import type { ListDefinition } from '@tamani/nest';
import { MAX_SPEND_ROWS, spendOf } from '../read-models/spend/spend.js';
import { collectionOf, coverOf, type Ledger } from './ledger.js';
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
  async page(ask, platform) {
    const asked = { ...selectionOf(ask.query), groupBy: ask.query.groupBy ?? [] };
    const cover = await coverOf(ledger, asked, { ask, platform });
    const { reads } = platform.runtime.ports;
    const spend = await spendOf(reads, collectionOf(ledger), { ...asked, ...cover });
    if (!spend) throw new Rejected(refuse.spend_too_many_rows({ limit: MAX_SPEND_ROWS }));
    return { ...spendJson(asked, spend, cover), nextCursor: null };
  },
});
