import { instantAfter } from '../clock.js';

/** Digits of a second: what clocks of services have, and what tells events of one tick apart. */
const MILLIS = 3;
const MICROS = 6;
const TO_MILLIS = 'YYYY-MM-DDTHH:MM:SS.mmm'.length;

/** The log time before any event. */
export const LOG_TIME_ZERO = '1970-01-01T00:00:00.000000Z';

/**
 * The time of the log: when an event was recorded, made strictly increasing in the order of the
 * log. Clocks of services differ and events share a millisecond; with this time "all that was known
 * at" is a beginning of the log, which nothing is added to later. It follows from the log alone.
 * RFC 3339 in UTC with microseconds; texts compare as the moments do.
 */
export function logTimeAfter(previous: string | undefined, recordedAt: string): string {
  const own = `${recordedAt.slice(0, TO_MILLIS)}${'0'.repeat(MICROS - MILLIS)}Z`;
  if (previous === undefined || own > previous) return own;
  const micros = Number(previous.slice(TO_MILLIS, TO_MILLIS + MICROS - MILLIS)) + 1;
  const isNextMilli = micros === 1000;
  const to = instantAfter(`${previous.slice(0, TO_MILLIS)}Z`, isNextMilli ? 1 : 0);
  const rest = isNextMilli ? '000' : String(micros).padStart(MICROS - MILLIS, '0');
  return `${to.slice(0, TO_MILLIS)}${rest}Z`;
}

/**
 * A day, or a moment in UTC, as the log time that closes it: of a day its last microsecond, of a
 * moment without microseconds the last of its millisecond.
 */
export function logTimeOf(text: string): string {
  if (!text.includes('T')) return `${text}T23:59:59.999999Z`;
  const [seconds = '', fraction = ''] = text.slice(0, -1).split('.');
  const millis = fraction.slice(0, MILLIS).padEnd(MILLIS, '0');
  const micros = fraction.slice(MILLIS, MICROS);
  const rest = micros === '' ? '999' : micros.padEnd(MICROS - MILLIS, '0');
  return `${seconds}.${millis}${rest}Z`;
}
