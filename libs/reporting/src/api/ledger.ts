import type { Platform } from '@tamani/nest';
import { collectionName, type AnyReadModel } from '@tamani/runtime';
import { ledgerReadModel } from '../read-models/index.js';

/** What both money reports read. */
export interface Ledger {
  readonly context: string;
  readonly model: AnyReadModel;
}
export const ledger: Ledger = { context: 'reporting', model: ledgerReadModel };

export const collectionOf = ({ context, model }: Ledger): string => collectionName(context, model);

/** How far the ledger has come: sums are cut there, so that an answer is of one moment. */
export const appliedPosition = async (
  of: Ledger,
  { runtime }: Pick<Platform, 'runtime'>,
): Promise<bigint> => (await runtime.ports.reads.checkpoint(collectionOf(of))) ?? 0n;
