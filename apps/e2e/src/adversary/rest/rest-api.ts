import type { Actor } from '@tamani/kernel';
import { ServerUnderTest, type Profile } from '../../server.js';
import type { LogEvent } from '../system/system.js';
import { Identity } from './identity.js';

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}
interface Sent {
  readonly method?: 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Row extends Omit<LogEvent, 'position' | 'category' | 'id' | 'effectiveAt'> {
  readonly stream: string;
  readonly position: string;
  readonly effectiveAt: string | null;
}

const auditor: Actor = { id: 'checking-auditor', roles: ['auditor'] };
const TRIES = 20;
const PAUSE_MS = 250;
const CALM_MS = 500;
const LOOK_EVERY_MS = 25;

/** The server under test, of either profile, and an issuer that it trusts. */
export class RestApi {
  /** Answers that no request should have. */
  readonly faults: string[] = [];
  private readonly events: LogEvent[] = [];
  /** The last event of each stream and each category, as far as the feed was read. */
  private readonly last = new Map<string, number>();
  private after = '0';
  private following: Promise<void> | undefined;

  private constructor(
    private readonly server: ServerUnderTest,
    private readonly identity: Identity,
  ) {}

  static async open(profile?: Profile): Promise<RestApi> {
    const identity = await Identity.open();
    const operator: Actor = { id: 'operator', roles: ['administrator'] };
    const login = () => identity.token(operator);
    const server = await ServerUnderTest.start(identity.settings, { profile, login });
    return new RestApi(server, identity);
  }

  /** A request below `/v1/`; an outage is waited for, as a client would. */
  async ask(who: Actor, path: string, { method, headers, body }: Sent = {}): Promise<Reply> {
    const authorization = `Bearer ${await this.identity.token(who)}`;
    for (let left = TRIES; ; left -= 1) {
      const answer = await fetch(`${this.server.url}/v1/${path}`, {
        method: method ?? 'GET',
        headers: { authorization, 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (answer.status === 503 && left > 0) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        continue;
      }
      if (answer.status >= 500) this.faults.push(`${method ?? 'GET'} ${path}: ${text}`);
      return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
    }
  }

  read(path: string): Promise<Reply> {
    return this.ask(auditor, path);
  }

  settled(): Promise<void> {
    return this.server.settled();
  }

  /** Waits a moment until nothing is on its way; others may write meanwhile, so not for long. */
  async calm(): Promise<void> {
    const deadline = performance.now() + CALM_MS;
    while (!(await this.server.isQuiet()) && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  /** The whole log, as the feed of events gives it. */
  async log(): Promise<readonly LogEvent[]> {
    await this.follow();
    return [...this.events];
  }

  /** Reads on in the feed of events; whoever asks meanwhile shares the answer. */
  async follow(): Promise<void> {
    this.following ??= this.readOn().finally(() => (this.following = undefined));
    await this.following;
  }

  /** Position of the last event of a stream or a category, in what was read of the feed. */
  lastOf(name: string): number {
    return this.last.get(name) ?? 0;
  }

  private async readOn(): Promise<void> {
    for (;;) {
      const { body } = await this.read(`events?after=${this.after}&include=data&limit=200`);
      const { data, nextAfter } = body as { data: readonly Row[]; nextAfter: string };
      for (const row of data) {
        const event = eventOf(row);
        this.events.push(event);
        for (const name of [row.stream, event.category]) this.last.set(name, event.position);
      }
      if (data.length === 0 && nextAfter === this.after) return;
      this.after = nextAfter;
    }
  }

  /** Messages that are parked, by their groups. */
  async parked(): Promise<readonly string[]> {
    const parked = this.events.filter(({ type }) => type === 'MessageParked');
    return parked.map(({ id, data }) => `parked in ${id}: ${String(data['reason'])}`);
  }

  async close(): Promise<void> {
    await this.server.dispose();
    await this.identity.close();
  }
}

function eventOf({ stream, position, effectiveAt, ...row }: Row): LogEvent {
  const dash = stream.indexOf('-');
  return {
    ...row,
    ...{ category: stream.slice(0, dash), id: stream.slice(dash + 1) },
    position: Number(position),
    ...(effectiveAt !== null && { effectiveAt }),
  };
}
