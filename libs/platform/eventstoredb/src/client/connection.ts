import { EventStoreDBClient } from '@eventstore/db-client';
import { StoreMisuse } from '@tamani/ports';
import { closedStore } from './calls.js';
import type { Settings } from './options.js';

interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Not the client's default of 10 s: clients that differ in it have a connection each. */
const FEED_KEEP_ALIVE_MS = 10_001;
const CREDENTIALS = /^esdb(?:\+discover)?:\/\/([^:@/]+):([^@/]*)@/;

/**
 * Two clients to one server, on a connection each: one for appends and reads, one for
 * subscriptions, which may be open by the dozen. A client that hangs is replaced.
 */
export class Connection {
  /** Given with each append: the client then makes one call per append, not one stream for all,
   * which a single bad reply would wedge for good. */
  readonly credentials: Credentials;
  private calling: EventStoreDBClient | undefined;
  private feeding: EventStoreDBClient | undefined;
  private isClosed = false;
  /** Clients given up because a call of theirs did not come back. */
  renewals = 0;

  constructor(private readonly settings: Pick<Settings, 'url'>) {
    const { url } = settings;
    const [, username, password = ''] = CREDENTIALS.exec(url) ?? [];
    if (username === undefined && !/[?&]tls=false/i.test(url))
      throw new StoreMisuse(
        'TAMANI_ESDB_URL: with TLS it names a user and password, esdb://user:password@host:2113',
      );
    // Without TLS the client sends none; any will do.
    this.credentials =
      username === undefined
        ? { username: 'tamani', password: '' }
        : {
            username: decodeURIComponent(username),
            password: decodeURIComponent(password),
          };
  }

  get calls(): EventStoreDBClient {
    this.calling ??= EventStoreDBClient.connectionString(this.settings.url);
    return this.calling;
  }

  get feeds(): EventStoreDBClient {
    const { url } = this.settings;
    const separator = url.includes('?') ? '&' : '?';
    this.feeding ??= EventStoreDBClient.connectionString(
      `${url}${separator}keepAliveInterval=${FEED_KEEP_ALIVE_MS}`,
    );
    return this.feeding;
  }

  /** The next call has a fresh client; the old one is left to what it still carries. */
  renewCalls(hung: EventStoreDBClient): void {
    if (hung !== this.calling) return;
    this.calling = undefined;
    this.renewals += 1;
    dispose(hung);
  }

  /**
   * Whether an answer may be cut: the streams of a client that is given up, for another call of
   * its or at the close, end as if there were no more to come.
   */
  isGivenUp(client: EventStoreDBClient): boolean {
    if (this.isClosed) throw closedStore();
    return client !== this.calling;
  }

  close(): void {
    this.isClosed = true;
    for (const client of [this.calling, this.feeding]) if (client) dispose(client);
    this.calling = undefined;
    this.feeding = undefined;
  }
}

/** Cancels what the client still carries. It does not close its channel: nothing waits for that. */
function dispose(client: EventStoreDBClient): void {
  client.dispose().catch(() => undefined);
}
