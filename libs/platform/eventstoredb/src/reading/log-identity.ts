import { END, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { StoreUnavailable } from '@tamani/ports';
import { randomUUID } from 'node:crypto';
import { timed } from '../client/calls.js';
import type { Connection } from '../client/connection.js';
import type { Settings } from '../client/options.js';
import type { Reads } from './reads.js';

/** Event type of the server for what describes a stream. */
const METADATA = '$metadata';

/**
 * The id of the log: in the metadata of a stream of its own, which has no events. It is so part of
 * every copy of the log, and no event of ours: nobody follows it.
 */
export class LogIdentity {
  private readonly stream: string;

  constructor(
    private readonly connection: Connection,
    private readonly reads: Reads,
    private readonly settings: Pick<Settings, 'namespace' | 'timeoutMs'>,
  ) {
    const { namespace } = settings;
    this.stream = namespace === '' ? '$$log' : `$$${namespace}.log`;
  }

  /** The id; made by the first process that asks. Throws StoreUnavailable. */
  async read(): Promise<string> {
    const found = await this.stored();
    if (found !== undefined) return found;
    const failure = await this.make().catch((error: unknown) => error);
    // Another process may have been first, or the answer was lost: what is there counts.
    const made = await this.stored();
    if (made !== undefined) return made;
    throw new StoreUnavailable(
      `${this.stream} does not take the id of the log: ${String(failure)}`,
    );
  }

  private async stored(): Promise<string | undefined> {
    const [last] = await this.reads.stream(this.stream, { fromRevision: END, maxCount: 1 });
    const id = (last?.event?.data as { readonly tamaniLog?: unknown } | undefined)?.tamaniLog;
    return typeof id === 'string' ? id : undefined;
  }

  private async make(): Promise<void> {
    const { timeoutMs } = this.settings;
    const client = this.connection.calls;
    const event = jsonEvent({ type: METADATA, data: { tamaniLog: randomUUID() } });
    const call = client.appendToStream(this.stream, event, {
      expectedRevision: NO_STREAM,
      credentials: this.connection.credentials,
      deadline: timeoutMs,
    });
    const onTimeout = (): void => this.connection.renewCalls(client);
    await timed(call, { what: `append to ${this.stream}`, timeoutMs, onTimeout });
  }
}
