import { Controller, Get, Headers, Inject } from '@nestjs/common';
import { Rejected } from '@tamani/kernel';
import { InvalidCursor } from '@tamani/ports';
import { Access, apiRefusals, Caller, Platform, QueryInput, waitOf } from '@tamani/nest';
import { collectionName } from '@tamani/runtime';
import { ledgerReadModel } from '../read-models/index.js';
import {
  ledgerLinesQuery,
  ledgerLinesSchema,
  type LedgerLinesQuery,
} from './ledger-lines.schemas.js';
import { LedgerReader } from './ledger-reader.js';
import { spendQuery, spendSchema, type SpendQueryInput } from './spend.schemas.js';

const CONTEXT = 'reporting';

/** Reading money: sums of the ledger, and the lines behind every sum. */
@Controller('v1')
export class MoneyController {
  private readonly reader: LedgerReader;

  constructor(@Inject(Platform) private readonly platform: Platform) {
    const { reads } = platform.runtime.ports;
    this.reader = new LedgerReader(reads, collectionName(CONTEXT, ledgerReadModel));
  }

  @Get('spend')
  @Access({
    roles: 'authenticated',
    about: 'Sums of the ledger by any dimensions',
    summary: 'Money by any dimensions, as effective at and as known at',
    response: spendSchema,
  })
  async spend(
    @Caller() caller: Caller,
    @QueryInput(spendQuery) query: SpendQueryInput,
    @Headers('prefer') prefer?: string,
  ) {
    await this.upToDate(query, prefer);
    return this.reader.spend(query, caller);
  }

  @Get('ledger-lines')
  @Access({
    roles: 'authenticated',
    about: 'The movements of money, line by line',
    summary: 'The movements behind a figure, each with its event',
    response: ledgerLinesSchema,
  })
  async lines(
    @QueryInput(ledgerLinesQuery) query: LedgerLinesQuery,
    @Headers('prefer') prefer?: string,
  ) {
    await this.upToDate(query, prefer);
    return this.reader.lines(query).catch(invalidCursor);
  }

  /** Waits for the positions that the query names; refused when the ledger is too far behind. */
  private async upToDate(
    query: { readonly position?: string | undefined; readonly minPosition?: string | undefined },
    prefer: string | undefined,
  ): Promise<void> {
    const named = [query.position, query.minPosition].filter((one) => one !== undefined);
    for (const position of named.map(BigInt)) {
      const at = { position, timeoutMs: waitOf(prefer) };
      if (await this.platform.runtime.waitFor(CONTEXT, ledgerReadModel, at)) continue;
      throw new Rejected(apiRefusals.read_model_behind({ position: position.toString() }));
    }
  }
}

function invalidCursor(error: unknown): never {
  if (!(error instanceof InvalidCursor)) throw error;
  const errors = [{ pointer: '/cursor', code: 'cursor_invalid' }];
  throw new Rejected(apiRefusals.input_invalid({}, errors));
}
