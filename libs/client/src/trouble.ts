import { ApiError } from './problem.js';

/** Can be retried with the same key. */
export function passing(error: unknown): boolean {
  if (!(error instanceof ApiError)) return isConnectionTrouble(error);
  return error.status === 503 || error.status === 429 || error.code === 'request_in_progress';
}

/** A refusal of now: what it waits for is under way, and the answer says when to try again. */
export const isUnderWay = ({ status, retryAfter }: ApiError): boolean =>
  status === 409 && retryAfter !== undefined;

/** The error that `fetch` throws without an answer; by name, as it may be from another realm. */
export const isConnectionTrouble = (error: unknown): error is Error =>
  (error as { name?: unknown } | null)?.name === 'TypeError';

/** How long to wait before the next try: a limit of the server says it itself. */
export function pauseBefore(error: unknown, usualMs: number): number {
  if (!(error instanceof ApiError) || error.status !== 429) return usualMs;
  return Math.max(usualMs, (error.retryAfter ?? 0) * 1_000);
}
