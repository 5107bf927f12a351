import { systemIds } from '@tamani/kernel';
import type { GatedRequest } from './caller.js';

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;
const NO_TRACE = '0'.repeat(32);

/** The trace that a request belongs to: its traceparent's (W3C Trace Context), else a new one. */
export function traceOf(request: GatedRequest): string {
  if (request.traceId !== undefined) return request.traceId;
  const header = request.headers['traceparent'];
  const given = typeof header === 'string' ? TRACEPARENT.exec(header)?.[1] : undefined;
  const traceId = given && given !== NO_TRACE ? given : newTraceId();
  request.traceId = traceId;
  return traceId;
}

export const newTraceId = (): string => systemIds.next().replaceAll('-', '');

/** The traceparent of an answer; the span is the second half of a fresh identifier. */
export const traceparentOf = (traceId: string): string =>
  `00-${traceId}-${newTraceId().slice(16)}-01`;
