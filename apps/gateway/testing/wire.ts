import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const CRLF = '\r\n';
const END_OF_HEAD = CRLF + CRLF;

/** A connection on which a test says every byte itself. */
export class Wire {
  /** Everything that came, one character a byte. */
  heard = '';
  isClosed = false;

  private constructor(readonly socket: Socket) {
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => (this.heard += text));
    socket.on('close', () => (this.isClosed = true));
    // A reset is one of the ways in which an attack may end.
    socket.on('error', () => undefined);
  }

  static async to(url: string): Promise<Wire> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return new Wire(socket);
  }

  say(bytes: string): this {
    if (!this.isClosed) this.socket.write(bytes, 'latin1');
    return this;
  }

  hangUp(): void {
    this.socket.destroy();
  }

  /** Waits until so many answers have come, or the other side has closed, or the time is over. */
  async answers(count: number, withinMs = 3_000): Promise<readonly WireAnswer[]> {
    await this.until(() => answersIn(this.heard).length >= count || this.isClosed, withinMs);
    return answersIn(this.heard);
  }

  async closed(withinMs: number): Promise<boolean> {
    await this.until(() => this.isClosed, withinMs);
    return this.isClosed;
  }

  private async until(isSo: () => boolean, withinMs: number): Promise<void> {
    const end = performance.now() + withinMs;
    while (!isSo() && performance.now() < end) await pause(2);
  }
}

/** The whole answers at the beginning of a stream; that none is to a HEAD, the caller knows. */
export function answersIn(stream: string): readonly WireAnswer[] {
  const found: WireAnswer[] = [];
  for (let rest = stream; ;) {
    const end = rest.indexOf(END_OF_HEAD);
    if (end < 0) return found;
    const [line = '', ...fields] = rest.slice(0, end).split(CRLF);
    const headers = Object.fromEntries(fields.map(fieldOf));
    const cut = bodyIn(rest.slice(end + END_OF_HEAD.length), headers);
    if (!cut) return found;
    rest = cut.rest;
    const status = Number(line.split(' ')[1]);
    if (status !== 100) found.push({ status, headers, body: cut.body });
  }
}

const fieldOf = (line: string): readonly [string, string] => {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
};

interface Cut {
  readonly body: string;
  readonly rest: string;
}

function bodyIn(text: string, headers: Readonly<Record<string, string>>): Cut | undefined {
  if (headers['transfer-encoding'] === 'chunked') return chunksIn(text);
  const length = Number(headers['content-length'] ?? 0);
  if (text.length < length) return undefined;
  return { body: text.slice(0, length), rest: text.slice(length) };
}

function chunksIn(text: string): Cut | undefined {
  for (let at = 0, body = ''; ;) {
    const end = text.indexOf(CRLF, at);
    if (end < 0) return undefined;
    const size = Number.parseInt(text.slice(at, end), 16);
    const next = end + CRLF.length + size + CRLF.length;
    if (Number.isNaN(size) || text.length < next) return undefined;
    body += text.slice(end + CRLF.length, next - CRLF.length);
    at = next;
    if (size === 0) return { body, rest: text.slice(at) };
  }
}
