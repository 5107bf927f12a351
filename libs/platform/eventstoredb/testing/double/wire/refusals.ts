import { Metadata, status, type ServerErrorResponse } from '@grpc/grpc-js';

/** Bytes that one append may have. */
export const MOST_APPEND_BYTES = 1_048_576;

/** What a client expects of a stream. */
export type Expected = bigint | 'no_stream' | 'any' | 'stream_exists';

/** The stream is not where the client expects it. */
export class WrongRevision extends Error {
  override readonly name = 'WrongRevision';
  constructor(
    readonly expected: Expected,
    /** Undefined for a stream that is not there. */
    readonly actual: bigint | undefined,
  ) {
    super(`expected ${expected}, is ${actual ?? 'no stream'}`);
  }
}

/** How a call ends when it does not succeed; its words are those of the real server. */
export type RefusalKind =
  | 'badRequest'
  | 'invalidArgument'
  | 'invalidPosition'
  | 'lost'
  | 'notReady'
  | 'storage'
  | 'timeout'
  | 'tooLarge';

const CODES: Readonly<Record<RefusalKind, status>> = {
  badRequest: status.UNKNOWN,
  invalidArgument: status.UNKNOWN,
  invalidPosition: status.UNKNOWN,
  lost: status.UNAVAILABLE,
  notReady: status.UNAVAILABLE,
  storage: status.UNKNOWN,
  timeout: status.ABORTED,
  tooLarge: status.INVALID_ARGUMENT,
};

const WORDS: Readonly<Record<RefusalKind, string>> = {
  badRequest: 'Exception was thrown by handler.',
  invalidArgument: 'Exception was thrown by handler.',
  invalidPosition: 'InvalidPosition',
  lost: 'EventStoreDB wire double: the connection is lost, as it was asked to',
  notReady: 'Server Is Not Ready',
  storage: 'EventStoreDB wire double: its storage does not take it, the real server would',
  timeout: 'Commit phase timeout',
  tooLarge: `Maximum Append Size of ${MOST_APPEND_BYTES} Exceeded.`,
};

export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly kind: RefusalKind,
    detail = '',
    readonly code: status = CODES[kind],
  ) {
    super(detail === '' ? WORDS[kind] : `${WORDS[kind]}: ${detail}`);
  }
}

/** The status of a call that failed. What is not a refusal is a fault of the double itself. */
export function serviceError(error: unknown): ServerErrorResponse {
  const isRefusal = error instanceof Refusal;
  const message = isRefusal ? error.message : `EventStoreDB wire double has failed: ${error}`;
  const metadata = new Metadata();
  if (isRefusal && error.kind === 'tooLarge') {
    metadata.set('exception', 'maximum-append-size-exceeded');
    metadata.set('maximum-append-size', String(MOST_APPEND_BYTES));
  }
  const code = isRefusal ? error.code : status.UNKNOWN;
  return Object.assign(new Error(message), { code, details: message, metadata });
}
