import {
  logTimeAfter,
  safeInteger,
  minorOf,
  type JsonObject,
  type MoneyJson,
} from '@tamani/kernel';
import { dimensionFieldsOf, type DimensionFields } from './dimensions.js';
import type { MoneyEvent } from './money-message.js';

/** One movement of money: one line, written once and never changed. */
export interface LedgerLine extends JsonObject, DimensionFields {
  /** The budget line's event that moved the money: the source of every figure. */
  readonly eventId: string;
  readonly eventType: string;
  readonly bucket: string;
  /** Signed minor units of `currency`, a safe integer: summed by the read store. */
  readonly delta: number;
  readonly currency: string;
  readonly documentAmount: MoneyJson | null;
  readonly documentKind: string | null;
  readonly documentId: string | null;
  readonly documentReference: string | null;
  /** The business date that decides the period: "as effective at". */
  readonly effectiveAt: string;
  /** When the event was recorded, by the clock of its service. */
  readonly recordedAt: string;
  /** The time of the log (`logTimeAfter`): "as known at". */
  readonly knownAt: string;
  /** Position of the event in the log. */
  readonly recordedPosition: number;
}

/** The position of a money event in the log. */
export interface EventPlace {
  readonly eventId: string;
  readonly eventType: string;
  readonly position: bigint;
  /** The time of the log of the money event before it; none before the first. */
  readonly previous: string | undefined;
}

/** The lines of a money event, in the order of its movements. */
export const linesOf = (event: MoneyEvent, place: EventPlace): readonly LedgerLine[] =>
  event.movements.map((movement) => ({
    ...dimensionFieldsOf(event),
    eventId: place.eventId,
    eventType: place.eventType,
    bucket: movement.bucket,
    delta: safeInteger(minorOf(movement.amount)),
    currency: movement.amount.currency,
    documentAmount: movement.documentAmount,
    documentKind: event.document?.kind ?? null,
    documentId: event.document?.id ?? null,
    documentReference: event.document?.reference ?? null,
    effectiveAt: event.effectiveAt,
    recordedAt: event.recordedAt,
    knownAt: logTimeAfter(place.previous, event.recordedAt),
    recordedPosition: safeInteger(place.position),
  }));
