import { OutcomeUnknown, StoreMisuse, StoreUnavailable } from '@tamani/ports';

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

/** A wrong address, a wrong option, a server too old: the same tomorrow. */
const WRONG_CALL = new Set([
  'MongoParseError',
  'MongoAPIError',
  'MongoInvalidArgumentError',
  'MongoCompatibilityError',
  'MongoMissingCredentialsError',
  'MongoMissingDependencyError',
]);

/**
 * Answers of a server that a second try does not change: bad value, failed to parse, unauthorized,
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
}

const asDriverError = (error: unknown): DriverError | undefined => {
  const { name } = (error ?? {}) as Partial<DriverError>;
  const isDriver = typeof name === 'string' && /^(Mongo|PoolCleared|BSON)/.test(name);
  return isDriver ? (error as DriverError) : undefined;
};

/** Gives an error of a read the name that the port has for it; any other comes back as it is. */
export function readError(error: unknown): unknown {
  const driver = asDriverError(error);
  if (!driver) return error;
  return misuse(driver) ?? new StoreUnavailable(textOf(driver));
}

/**
 * The same for a write of one command, sent once (the driver does not repeat writes). What was
 * sent and not answered is unknown; so is what a server says while it steps down.
 */
export function writeError(error: unknown): unknown {
  const driver = asDriverError(error);
  if (!driver) return error;
  if (NOT_SENT.has(driver.name)) return new StoreUnavailable(textOf(driver));
  return misuse(driver) ?? new OutcomeUnknown(textOf(driver));
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
