import { DISTRUST, OutcomeUnknown, StoreMisuse, StoreUnavailable } from '@tamani/ports';

/** Raised before a command is sent: nothing can have been written by it. */
const NOT_SENT = new Set([
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
]);

/** Of the socket under such an error: there was no connection that could carry a command. */
const NO_CONNECTION = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

/** A wrong address, a wrong option, a server too old: a retry does not help. */
const WRONG_CALL = new Set([
  'MongoParseError',
  'MongoAPIError',
  'MongoInvalidArgumentError',
  'MongoCompatibilityError',
  'MongoMissingCredentialsError',
  'MongoMissingDependencyError',
]);

/**
 * Answers of a server that a retry does not change: bad value, failed to parse, unauthorized,
 * type mismatch, authentication failed, command not found, invalid options, invalid namespace,
 * command not supported, not implemented, too large.
 */
const REFUSED = new Set([2, 9, 13, 14, 18, 59, 72, 73, 115, 238, 10_334]);
const DUPLICATE_KEY = 11_000;
const NAMESPACE_EXISTS = 48;
const INDEX_NOT_FOUND = 27;

/** What is read of an error of the driver. By name and code: it may be of another realm. */
interface DriverError {
  readonly name: string;
  readonly message: string;
  readonly code?: unknown;
  readonly writeErrors?: unknown;
  /** Of a network error: no connection came about, so no command went over it. */
  readonly beforeHandshake?: unknown;
  /** Of a network error: that of the socket. */
  readonly cause?: unknown;
}

/** An error of the driver; where a bulk write wraps another one, that other one. */
function asDriverError(error: unknown): DriverError | undefined {
  if (!isDriverError(error)) return undefined;
  const { errorResponse } = error as { readonly errorResponse?: unknown };
  return isDriverError(errorResponse) ? errorResponse : error;
}

const isDriverError = (error: unknown): error is DriverError => {
  const { name } = (error ?? {}) as Partial<DriverError>;
  return typeof name === 'string' && /^(Mongo|PoolCleared|BSON)/.test(name);
};

/** Gives an error of a read the name that the port has for it; any other comes back as it is. */
export function readError(error: unknown): unknown {
  const driver = asDriverError(error);
  if (!driver) return error;
  return misuse(driver) ?? new StoreUnavailable(textOf(driver));
}

/** Of a connection that does not come about: what waiting does not cure, undefined for the rest. */
export function mistakeOf(error: unknown): StoreMisuse | undefined {
  const driver = asDriverError(error);
  return driver && DISTRUST.test(driver.message) ? new StoreMisuse(textOf(driver)) : undefined;
}

/**
 * The same for a write of one command, sent once (the driver does not repeat writes). What was
 * sent and not answered is unknown; so is what a server says while it steps down.
 */
export function writeError(error: unknown): unknown {
  const driver = asDriverError(error);
  if (!driver) return error;
  if (isNotSent(driver)) return new StoreUnavailable(textOf(driver));
  return misuse(driver) ?? new OutcomeUnknown(textOf(driver));
}

function isNotSent({ name, beforeHandshake, cause }: DriverError): boolean {
  const { code } = (cause ?? {}) as { readonly code?: unknown };
  return NOT_SENT.has(name) || beforeHandshake === true || NO_CONNECTION.has(String(code));
}

const misuse = (driver: DriverError): StoreMisuse | undefined =>
  WRONG_CALL.has(driver.name) || REFUSED.has(Number(driver.code))
    ? new StoreMisuse(textOf(driver))
    : undefined;

const textOf = ({ name, message, code }: DriverError): string =>
  `MongoDB: ${message} (${name}${code === undefined ? '' : ` ${String(code)}`})`;

/** Every document of an insert that was refused was there already, and nothing else went wrong. */
export function isDuplicateKey(error: unknown): boolean {
  const driver = asDriverError(error);
  if (driver?.code !== DUPLICATE_KEY) return false;
  const errors = Array.isArray(driver.writeErrors) ? (driver.writeErrors as unknown[]) : [];
  return errors.every((one) => (one as { code?: unknown }).code === DUPLICATE_KEY);
}

export const isThereAlready = (error: unknown): boolean =>
  asDriverError(error)?.code === NAMESPACE_EXISTS;

export const isIndexGone = (error: unknown): boolean =>
  asDriverError(error)?.code === INDEX_NOT_FOUND;
