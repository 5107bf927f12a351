import { OutcomeUnknown, StoreUnavailable } from '@tamani/ports';
import type { Rejection } from '@tamani/kernel';

/** Contention: the work itself is not at fault, so it is retried until it succeeds. */
export class TryAgain extends Error {
  override readonly name = 'TryAgain';
}

/** The message is not at fault: the bus should redeliver it. */
export const isOutage = (error: unknown): boolean =>
  error instanceof StoreUnavailable || error instanceof OutcomeUnknown || error instanceof TryAgain;

/** A rule refused commands of a message: a retry would be refused as well. */
export class CommandsRefused extends Error {
  override readonly name = 'CommandsRefused';
}

/** A refusal with its parameters, as operators read it: `funds_short {"shortfall":"5.00"}`. */
export const reasonOf = ({ code, params }: Rejection): string =>
  params ? `${code} ${JSON.stringify(params)}` : code;
