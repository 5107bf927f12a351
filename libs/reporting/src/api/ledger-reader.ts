import { defineErrors, Rejected } from '@tamani/kernel';
import type { ReadStore } from '@tamani/ports';
import type { LedgerLine } from '../domain/ledger/ledger-line.js';
import { MAX_SPEND_ROWS, spendOf } from '../read-models/spend/spend.js';
import { ledgerLineJson } from '../read-models/ledger.read-model.js';
import { lineConditionsOf, sortOf, type LedgerLinesQuery } from './ledger-lines.schemas.js';
import { selectionOf } from './query.schemas.js';
import { spendJson, type SpendQueryInput } from './spend.schemas.js';

export const refuse = defineErrors({
  spend_too_many_rows: 422,
});

/** Answers of the two money endpoints, made of the ledger. */
export class LedgerReader {
  constructor(
    private readonly reads: Pick<ReadStore, 'sum' | 'find' | 'checkpoint'>,
    private readonly ledger: string,
  ) {}

  /** Sums as of the position applied. Throws Rejected when there are too many rows. */
  async spend(query: SpendQueryInput, clock: { readonly today: string; readonly now: string }) {
    const asked = { ...selectionOf(query), groupBy: query.groupBy ?? [] };
    const position = asked.position ?? (await this.applied());
    const spend = await spendOf(this.reads, this.ledger, { ...asked, position });
    if (spend === undefined) {
      throw new Rejected(refuse.spend_too_many_rows({ limit: MAX_SPEND_ROWS }));
    }
    const asOf = asked.asOf ?? clock.today;
    const knownAt = asked.knownAt ?? clock.now;
    return spendJson(asked, spend, { asOf, knownAt, position });
  }

  /** One page of lines. */
  async lines(query: LedgerLinesQuery) {
    const position = query.position ?? (await this.applied()).toString();
    const { documents, nextCursor } = await this.reads.find(this.ledger, {
      where: lineConditionsOf(query),
      sort: sortOf(query.sort),
      limit: query.limit,
      ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
    });
    const data = documents.map(({ key, doc }) => ledgerLineJson(key, doc as LedgerLine));
    return { position, data, nextCursor };
  }

  /** How far the ledger has come: sums are cut there, so that an answer is of one moment. */
  private async applied(): Promise<bigint> {
    return (await this.reads.checkpoint(this.ledger)) ?? 0n;
  }
}
