import { systemIds } from '@tamani/kernel';
import type { GatedRequest } from './caller.js';

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;
const NO_TRACE = '0'.repeat(32);
const HALF = 16;

/** Random per process, followed by a counter: randomness per request is too expensive. */
const processPart = systemIds.next().replaceAll('-', '').slice(-HALF);
let count = 0;

const nextPart = (): string => (count += 1).toString(16).padStart(HALF, '0');

/** The trace that a request belongs to: its traceparent's (W3C Trace Context), else a new one. */
export function traceOf(request: GatedRequest): string {
  if (request.traceId !== undefined) return request.traceId;
  const header = request.headers['traceparent'];
  const given = typeof header === 'string' ? TRACEPARENT.exec(header)?.[1] : undefined;
  const traceId = given && given !== NO_TRACE ? given : newTraceId();
  request.traceId = traceId;
  return traceId;
}

export const newTraceId = (): string => processPart + nextPart();

/** The traceparent of an answer, with its own span. */
export const traceparentOf = (traceId: string): string => `00-${traceId}-${nextPart()}-01`;
