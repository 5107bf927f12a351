/** Bytes that an event of ours takes in the log of a real server, about. */
const STEP = 1_009n;
const OFFSET = 5n;

/** A position of the storage on the wire: increasing and full of gaps, as offsets of a log are. */
export const wirePosition = (position: bigint): bigint => position * STEP + OFFSET;

/** The position of the storage; undefined where no event can be. */
export const storedPosition = (wire: bigint): bigint | undefined =>
  wire > OFFSET && (wire - OFFSET) % STEP === 0n ? (wire - OFFSET) / STEP : undefined;

/** The last position of the storage that is at or before one on the wire. */
export const storedBefore = (wire: bigint): bigint => (wire - OFFSET) / STEP;

/** Where a reader wants to begin, found in a log that ends at `head`. */
export type Place = { readonly kind: 'at'; readonly position: bigint } | { readonly kind: Nowhere };
type Nowhere = 'beyond' | 'between';

/**
 * The event that a position on the wire names: `at` 0n before all events, `beyond` after the last
 * one, `between` where there is none.
 */
export function placeOf(wire: bigint, head: bigint): Place {
  if (wire === 0n) return { kind: 'at', position: 0n };
  if (wire > wirePosition(head)) return { kind: 'beyond' };
  const position = storedPosition(wire);
  return position === undefined ? { kind: 'between' } : { kind: 'at', position };
}
