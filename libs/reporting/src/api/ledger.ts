import type { Platform } from '@tamani/nest';
import { collectionName, type AnyReadModel } from '@tamani/runtime';
import { ledgerReadModel } from '../read-models/index.js';

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
