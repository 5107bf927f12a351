import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Flow } from './flow.js';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** What the engine says, as the client is to hear it; a fresh one for each connection. */
export type Translate = () => (bytes: Buffer) => Buffer;

/** Towards the engine, or towards the client. */
export type Direction = 'request' | 'answer';

/** How often the line has done what to whom. */
export interface Strokes {
  /** Connections that were refused or destroyed. */
  cut: number;
  /** Connections that were cut with a part of a message on its way. */
  dropped: number;
  /** Pieces that came while the line stood still. */
  held: number;
}

interface Drop {
  readonly direction: Direction;
  bytesLeft: number;
}

/**
 * The line between one replica and one engine, as a network may be: it passes, stands still,
 * breaks, or breaks in the middle of a message.
 */
export class TcpProxy {
  readonly strokes: Strokes = { cut: 0, dropped: 0, held: 0 };
  private readonly server: Server;
  private readonly pairs = new Set<Pair>();
  private state: 'passes' | 'stalls' | 'is cut' = 'passes';
  private delayMs = 0;
  private next: Drop | undefined;

  private constructor(
    private readonly target: Address,
    private readonly translate: ((port: number) => Translate) | undefined,
  ) {
    this.server = createServer((client) => this.joined(client));
  }

  /** `translate` is for engines that tell their clients where to find them. */
  static async open(target: Address, translate?: (port: number) => Translate): Promise<TcpProxy> {
    const proxy = new TcpProxy(target, translate);
    proxy.server.listen(0, target.host);
    await once(proxy.server, 'listening');
    return proxy;
  }

  get address(): Address {
    return { host: this.target.host, port: (this.server.address() as AddressInfo).port };
  }

  /** As if nothing had been; what was held goes on. */
  pass(): void {
    this.state = 'passes';
    this.delayMs = 0;
    this.next = undefined;
    for (const pair of this.pairs) pair.flow();
  }

  /** Takes connections and bytes, and keeps them. */
  stall(): void {
    this.state = 'stalls';
    for (const pair of this.pairs) pair.hold();
  }

  /** Closes all connections, and each new one at once. */
  cut(): void {
    this.state = 'is cut';
    for (const pair of this.pairs) this.end(pair, 'cut');
  }

  /** Passes this many more bytes over all connections, then cuts the current one. */
  drop(bytes: number, direction: Direction): void {
    this.next = { direction, bytesLeft: bytes };
  }

  /** Latency of every chunk. */
  set latencyMs(ms: number) {
    this.delayMs = ms;
  }

  async close(): Promise<void> {
    this.cut();
    this.server.close();
    if (this.server.listening) await once(this.server, 'close');
  }

  private joined(client: Socket): void {
    if (this.state === 'is cut') {
      this.strokes.cut += 1;
      client.on('error', () => undefined);
      client.resetAndDestroy();
      return;
    }
    const engine = connect(this.target.port, this.target.host);
    const translated = this.translate?.(this.address.port)();
    const pair: Pair = new Pair({
      client,
      engine,
      translated,
      delayMs: () => this.delayMs,
      passes: (direction, bytes) => this.passes(pair, direction, bytes),
      held: () => (this.strokes.held += 1),
      ended: () => this.pairs.delete(pair),
    });
    this.pairs.add(pair);
    if (this.state === 'stalls') pair.hold();
  }

  /** What of these bytes goes through; the connection ends after them where they are cut. */
  private passes(pair: Pair, direction: Direction, bytes: Buffer): Buffer {
    const drop = this.next;
    if (drop?.direction !== direction) return bytes;
    drop.bytesLeft -= bytes.length;
    if (drop.bytesLeft >= 0) return bytes;
    this.next = undefined;
    setImmediate(() => this.end(pair, 'dropped'));
    return bytes.subarray(0, bytes.length + drop.bytesLeft);
  }

  private end(pair: Pair, how: keyof Strokes): void {
    this.strokes[how] += 1;
    pair.end();
  }
}

interface PairOptions {
  readonly client: Socket;
  readonly engine: Socket;
  readonly translated: ((bytes: Buffer) => Buffer) | undefined;
  delayMs(): number;
  passes(direction: Direction, bytes: Buffer): Buffer;
  held(): void;
  ended(): void;
}

/** One connection through the line. */
class Pair {
  private readonly flows: readonly Flow[];

  constructor(private readonly of: PairOptions) {
    const { client, engine, translated, delayMs, passes, held } = of;
    const shared = { delayMs, held };
    this.flows = [
      new Flow({ from: client, to: engine, take: (b) => passes('request', b), ...shared }),
      new Flow({
        from: engine,
        to: client,
        take: (bytes) => passes('answer', translated ? translated(bytes) : bytes),
        ...shared,
      }),
    ];
    this.follow(client, engine);
    this.follow(engine, client);
  }

  hold(): void {
    for (const flow of this.flows) flow.hold();
  }

  flow(): void {
    for (const flow of this.flows) flow.release();
  }

  end(): void {
    const { client, engine, ended } = this.of;
    client.destroy();
    engine.destroy();
    ended();
  }

  /** When one side closes, the other is closed after pending data. */
  private follow(one: Socket, other: Socket): void {
    one.setNoDelay(true);
    one.on('error', () => this.end());
    one.on('close', () => {
      other.destroySoon();
      this.of.ended();
    });
  }
}
