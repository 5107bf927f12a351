import { LOG_TIME_ZERO } from '@tamani/kernel';
import type { ListAsk, Platform } from '@tamani/nest';
import { collectionName, type AnyReadModel } from '@tamani/runtime';
import type { LedgerLine } from '../domain/ledger/ledger-line.js';
import { ledgerReadModel } from '../read-models/index.js';
import type { Selection } from '../read-models/spend/selection.js';

/** Query parameters of both money reports. */
export interface Ledger {
  readonly context: string;
  readonly model: AnyReadModel;
}
export const ledger: Ledger = { context: 'reporting', model: ledgerReadModel };

export const collectionOf = ({ context, model }: Ledger): string => collectionName(context, model);

/** The position applied by the ledger: sums stop there, so that an answer is consistent. */
export const appliedPosition = async (
  of: Ledger,
  { runtime }: Pick<Platform, 'runtime'>,
): Promise<bigint> => (await runtime.ports.reads.checkpoint(collectionOf(of))) ?? 0n;

/** What a report is true of. It is stated in the answer, and the answer is computed from it. */
export interface Cover {
  readonly asOf: string;
  readonly knownAt: string;
  readonly position: bigint;
}

/**
 * The cover of a report. `knownAt` is never later than what the ledger has applied: whatever it
 * states, nothing is added to any more, so the same question gets the same answer for ever.
 */
export async function coverOf(
  of: Ledger,
  asked: Pick<Selection, keyof Cover>,
  {
    ask,
    platform,
  }: { readonly ask: Pick<ListAsk, 'caller' | 'upTo'>; readonly platform: Platform },
): Promise<Cover> {
  if (asked.position !== undefined) await ask.upTo(asked.position, 'position');
  const position = asked.position ?? (await appliedPosition(of, platform));
  const known = await logTimeAt(of, position, platform);
  const knownAt = asked.knownAt !== undefined && asked.knownAt < known ? asked.knownAt : known;
  return { asOf: asked.asOf ?? ask.caller.today, knownAt, position };
}

/** The time of the log of the last line up to a position. */
async function logTimeAt(of: Ledger, position: bigint, { runtime }: Platform): Promise<string> {
  const field = 'recordedPosition';
  const { documents } = await runtime.ports.reads.find(collectionOf(of), {
    where: [{ field, op: 'lte', value: Number(position) }],
    sort: { field, direction: 'desc' },
    limit: 1,
  });
  return (documents[0]?.doc as LedgerLine | undefined)?.knownAt ?? LOG_TIME_ZERO;
}
