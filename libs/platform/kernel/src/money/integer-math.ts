import { invariant } from '../invariant.js';

/**
 * n / d rounded half up to an integer; of negative numbers the magnitude is rounded, so that a
 * gain and a loss of the same size round alike (docs/domain.md, "Rounding").
 * Nothing else in the system rounds.
 */
export function divideHalfUp(n: bigint, d: bigint): bigint {
  invariant(d > 0n, 'divisor must be positive');
  const magnitude = n < 0n ? -n : n;
  const rounded = (2n * magnitude + d) / (2n * d);
  return n < 0n ? -rounded : rounded;
}

/** A decimal string as an integer scaled by 10^scale: `('655.957', 3)` is `655957n`. */
export function parseScaled(text: string, scale: number): bigint | undefined {
  const match = /^(-?)(0|[1-9]\d{0,29})(?:\.(\d+))?$/.exec(text);
  if (!match) return undefined;
  const fraction = match[3] ?? '';
  if (fraction.length > scale) return undefined;
  const magnitude = BigInt(match[2] + fraction.padEnd(scale, '0'));
  return match[1] ? -magnitude : magnitude;
}

/** The inverse of parseScaled, always with `scale` decimals: `(655957n, 3)` is `'655.957'`. */
export function formatScaled(value: bigint, scale: number): string {
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/**
 * For a read store, whose integers are JavaScript numbers. Beyond 2^53 a number would be
 * rounded, so this throws instead.
 */
export function safeInteger(value: bigint): number {
  const number = Number(value);
  invariant(Number.isSafeInteger(number), `beyond 2^53: ${value}`);
  return number;
}
