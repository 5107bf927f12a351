import {
  ConcurrencyConflict,
  DISTRUST,
  OutcomeUnknown,
  PayloadTooLarge,
  StoreMisuse,
  StoreUnavailable,
  type ExpectedRevision,
} from '@tamani/ports';

/** What of an error of the client is looked at; some have a code and no type. */
interface ClientError {
  readonly type?: string;
  readonly code?: number;
  readonly message?: string;
  readonly actualVersion?: unknown;
}

const OUTAGES = new Set(['unavailable', 'deadline-exceeded', 'timeout', 'cancelled']);
/** gRPC: cancelled, deadline exceeded, aborted, internal, unavailable. */
const OUTAGE_CODES = new Set([1, 4, 10, 13, 14]);
const UNAUTHENTICATED = 16;
const MISSING = new Set(['stream-not-found', 'stream-deleted']);

const clientError = (error: unknown): ClientError =>
  typeof error === 'object' && error !== null ? error : {};

const textOf = (error: unknown): string => {
  const { type, code, message } = clientError(error);
  return `${message || String(error)} (${type ?? 'no type'}, code ${code ?? 'none'})`;
};

/** The server did not answer, or not as one that works: the same call may go through later. */
export function isOutage(error: unknown): boolean {
  const { type, code, message = '' } = clientError(error);
  if (type !== undefined && OUTAGES.has(type)) return true;
  return (code !== undefined && OUTAGE_CODES.has(code)) || message.includes('Server Is Not Ready');
}

/**
 * What waiting does not cure, when the store is opened: the port's error, with what to do.
 * Undefined for what may go by.
 */
export function mistakeOf(error: unknown): StoreMisuse | undefined {
  const { type, code, message = '' } = clientError(error);
  if (code === UNAUTHENTICATED)
    return new StoreMisuse(`the server does not know this user and password: ${textOf(error)}`);
  if (type === 'access-denied')
    return new StoreMisuse(
      `the server does not let this user read $all (see docs/deployment.md): ${textOf(error)}`,
    );
  if (DISTRUST.test(message))
    return new StoreMisuse(
      `the certificate of the server is of nobody who is trusted here ` +
        `(NODE_EXTRA_CA_CERTS, or tlsCAFile in the URL): ${textOf(error)}`,
    );
  return undefined;
}

/** Two of the three faces of a stream that is not there; the third is an empty result. */
export const isMissingStream = (error: unknown): boolean =>
  MISSING.has(clientError(error).type ?? '');

/** The server had not settled the append when it gave up: a second try has to wait. */
export const mayBeSettling = (error: unknown): boolean => {
  const { type, code } = clientError(error);
  return type === 'timeout' || type === 'deadline-exceeded' || code === 4 || code === 10;
};

/** The port's error of an append that failed. What is not known to be refused may be written. */
export function appendError(
  error: unknown,
  { stream, expected }: { readonly stream: string; readonly expected: ExpectedRevision },
): Error {
  const { type, actualVersion } = clientError(error);
  if (type === 'wrong-expected-version')
    return new ConcurrencyConflict(stream, expected, revisionOf(actualVersion));
  if (type === 'maximum-append-size-exceeded') return new PayloadTooLarge(textOf(error));
  if (type === 'stream-deleted') return new StoreMisuse(`${stream} was deleted on the server`);
  if (type === 'access-denied' || type === 'not-leader') return new StoreUnavailable(textOf(error));
  return new OutcomeUnknown(`${stream}: ${textOf(error)}`);
}

/** The port's error of a read that failed. */
export function readError(error: unknown): Error {
  if (isOutage(error)) return new StoreUnavailable(textOf(error), { cause: error });
  if (/invalid ?position/i.test(clientError(error).message ?? ''))
    return new StoreMisuse(`no event has this position: ${textOf(error)}`);
  return new StoreUnavailable(textOf(error), { cause: error });
}

const revisionOf = (version: unknown): ExpectedRevision =>
  typeof version === 'bigint' && version >= 0n ? version : 'no_stream';
