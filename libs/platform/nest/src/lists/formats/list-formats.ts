import { Rejected } from '@tamani/kernel';
import { refuse } from '../../errors/api-errors.js';

/** Formats of every list, the first the default. */
export const FORMATS = ['application/json', 'text/csv', 'application/x-ndjson'] as const;
export const EVENT_STREAM = 'text/event-stream';
export type ListFormat = (typeof FORMATS)[number] | typeof EVENT_STREAM;

/** Chooses by Accept and its weights (RFC 9110); what is not there is refused with 406. */
export function formatOf(
  accept: string | undefined,
  formats: readonly ListFormat[] = FORMATS,
): ListFormat {
  if (accept === undefined || accept.trim() === '') return 'application/json';
  const ranges = accept.split(',').map(rangeOf);
  const weighed = formats.map((format) => ({ format, q: weightOf(format, ranges) }));
  const best = weighed.reduce((one, other) => (other.q > one.q ? other : one));
  if (best.q > 0) return best.format;
  const given = accept.slice(0, 200);
  throw new Rejected(refuse.not_acceptable({ accept: given, available: formats.join(', ') }));
}

interface Range {
  readonly range: string;
  readonly q: number;
}

function rangeOf(part: string): Range {
  const [range = '', ...params] = part
    .trim()
    .toLowerCase()
    .split(/\s*;\s*/);
  const q = params.find((param) => param.startsWith('q='))?.slice(2) ?? '1';
  return { range, q: /^(0(\.\d{1,3})?|1(\.0{1,3})?)$/.test(q) ? Number(q) : 0 };
}

/** The weight of the range that names the format most exactly. */
function weightOf(format: ListFormat, ranges: readonly Range[]): number {
  const [type = ''] = format.split('/');
  for (const name of [format, `${type}/*`, '*/*']) {
    const found = ranges.find(({ range }) => range === name);
    if (found) return found.q;
  }
  return 0;
}
