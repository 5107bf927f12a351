import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A command on its way to the server. */
export interface SeenCommand {
  /** `insert`, `update`, `find`, `hello`… */
  readonly name: string;
  /** The collection that it is for; '' when it is for none. */
  readonly collection: string;
}

/** What happens to a command; undefined: it passes. */
export type Fate =
  /** It does not arrive, and the connection breaks. */
  | 'lose-request'
  /** It is carried out, and the connection breaks before the answer. */
  | 'lose-answer'
  /** It is answered, and after that nobody listens any more. */
  | 'then-close'
  /** It waits for this. */
  | Promise<void>;

export type Plan = (command: SeenCommand) => Fate | undefined;

/** A line between a client and a MongoDB server that loses and holds what a test wants. */
export class WireProxy {
  plan: Plan = () => undefined;
  private readonly sockets = new Set<Socket>();
  private server: Server;

  private constructor(
    private readonly target: URL,
    private port = 0,
  ) {
    this.server = createServer((client) => this.joined(client));
  }

  static async start(target: string): Promise<WireProxy> {
    const proxy = new WireProxy(new URL(target));
    await proxy.listen();
    return proxy;
  }

  get url(): string {
    return `mongodb://127.0.0.1:${this.port}/?directConnection=true`;
  }

  /** Takes connections, again after it was closed. */
  async listen(): Promise<void> {
    this.server = createServer((client) => this.joined(client));
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  /** The same as a server does that stops: each side has the end after what it was sent. */
  closeInOrder(): void {
    this.server.close();
    for (const socket of this.sockets) socket.end();
  }

  private joined(client: Socket): void {
    const server = connect(Number(this.target.port || 27017), this.target.hostname);
    const line = new Line(client, server, this);
    for (const socket of [client, server]) {
      this.sockets.add(socket);
      socket.on('error', () => line.break());
      socket.on('close', () => {
        this.sockets.delete(socket);
        line.break();
      });
    }
  }
}

/** One connection, message by message. */
class Line {
  private rest: Buffer = Buffer.alloc(0);
  private sending: Promise<void> = Promise.resolve();
  private onAnswer: 'pass' | 'break' | 'close' = 'pass';

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    private readonly proxy: WireProxy,
  ) {
    client.on('data', (data) => this.received(data));
    server.on('data', (data) => this.answered(data));
  }

  break(): void {
    this.client.destroy();
    this.server.destroy();
  }

  private received(data: Buffer): void {
    this.rest = Buffer.concat([this.rest, data]);
    while (this.rest.length >= 4 && this.rest.length >= this.rest.readInt32LE(0)) {
      const length = this.rest.readInt32LE(0);
      const message = this.rest.subarray(0, length);
      this.rest = this.rest.subarray(length);
      this.sending = this.sending.then(() => this.passed(message));
    }
  }

  private async passed(message: Buffer): Promise<void> {
    const command = commandOf(message);
    const fate = command && this.proxy.plan(command);
    if (fate === 'lose-request') return this.break();
    if (fate === 'lose-answer') this.onAnswer = 'break';
    if (fate === 'then-close') this.onAnswer = 'close';
    if (typeof fate === 'object') await fate;
    this.server.write(message);
  }

  private answered(data: Buffer): void {
    if (this.onAnswer === 'break') return this.break();
    if (this.onAnswer === 'pass') this.client.write(data);
    else this.client.write(data, () => this.proxy.close());
  }
}

const OP_MSG = 2013;
/** After header (16), flags (4), kind of section (1), length of document (4), first type (1). */
const FIRST_NAME = 26;
const TEXT = 2;

/** The command of a message, of which the first member of its document has the name. */
function commandOf(message: Buffer): SeenCommand | undefined {
  if (message.readInt32LE(12) !== OP_MSG || message[20] !== 0) return undefined;
  const end = message.indexOf(0, FIRST_NAME);
  const name = message.toString('utf8', FIRST_NAME, end);
  if (message[FIRST_NAME - 1] !== TEXT) return { name, collection: '' };
  const length = message.readInt32LE(end + 1);
  return { name, collection: message.toString('utf8', end + 5, end + 4 + length) };
}
