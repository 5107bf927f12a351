import type { EventStoreDBClient } from '@eventstore/db-client';
import { timed } from './calls.js';
import { readError } from './errors.js';

/** The client keeps what the server says of itself for its own use. */
interface WithCapabilities {
  readonly capabilities: Promise<{ readonly serverVersion?: unknown }>;
}

/** `24.6.0`. Throws StoreUnavailable when the server does not answer. */
export async function serverVersion(
  client: EventStoreDBClient,
  timeoutMs: number,
): Promise<string> {
  const { capabilities } = client as unknown as WithCapabilities;
  try {
    const { serverVersion: version } = await timed(capabilities, { what: 'version', timeoutMs });
    return typeof version === 'string' ? version : 'of unknown version';
  } catch (error) {
    throw readError(error);
  }
}
