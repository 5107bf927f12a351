/** The first cause of an error of the driver, as one sentence; its types stay in this package. */
export function reasonOf(error: unknown): string {
  const { message, type } = rootOf(error);
  return type === undefined ? String(message ?? error) : `${message} (${type})`;
}

/** The protocol's name of what a broker answered, such as `INVALID_REPLICATION_FACTOR`. */
export const typeOf = (error: unknown): string | undefined => rootOf(error).type;

/** The broker does not take this user, or not in this way: no second try changes that. */
export const isSignInRefused = (error: unknown): boolean =>
  rootOf(error).name === 'KafkaJSSASLAuthenticationError';

/** The broker has not answered within the time of a request. */
export const isUnanswered = (error: unknown): boolean =>
  rootOf(error).name === 'KafkaJSRequestTimeoutError';

interface DriverError {
  readonly name?: string;
  readonly message?: string;
  readonly type?: string;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

function rootOf(error: unknown): DriverError {
  const found = (error ?? {}) as DriverError;
  const inner = found.errors?.[0] ?? found.cause;
  return inner === undefined || found.type !== undefined ? found : rootOf(inner);
}
