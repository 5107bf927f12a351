import { connect } from 'node:net';

/**
 * @typedef {object} HttpAnswer
 * @property {number} status
 * @property {Map<string, string>} headers
 * @property {string} text
 * @property {number} milliseconds from the sending to the last byte
 * @typedef {object} Waiting
 * @property {(answer: HttpAnswer) => void} resolve
 * @property {(error: Error) => void} reject
 * @typedef {{ method: string, path: string, headers?: Record<string, string>, body?: string }} Call
 */

const END_OF_HEADERS = '\r\n\r\n';

/**
 * A client of few instructions, so that the generator of the load leaves the processors to the
 * server: kept-alive connections, one request at a time on each, answers with a content-length.
 */
export class HttpPool {
  /** @param {string} address `http://127.0.0.1:1234` @param {number} size connections */
  constructor(address, size) {
    const { hostname, port } = new URL(address);
    this.host = `${hostname}:${port}`;
    /** @type {Connection[]} */
    this.all = Array.from({ length: size }, () => new Connection(hostname, Number(port)));
    this.idle = [...this.all];
    /** @type {((connection: Connection) => void)[]} */
    this.waiting = [];
  }

  /**
   * Waits for a free connection, then for the answer.
   * @param {Call} call @returns {Promise<HttpAnswer>}
   */
  async request(call) {
    const connection = this.idle.pop() ?? (await this.free());
    try {
      return await connection.send(this.textOf(call));
    } finally {
      const next = this.waiting.shift();
      if (next) next(connection);
      else this.idle.push(connection);
    }
  }

  /** @returns {Promise<Connection>} */
  free() {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  close() {
    for (const connection of this.all) connection.socket.destroy();
  }

  /** @param {Call} call */
  textOf({ method, path, headers = {}, body }) {
    let head = `${method} ${path} HTTP/1.1\r\nhost: ${this.host}\r\n`;
    for (const [name, value] of Object.entries(headers)) head += `${name}: ${value}\r\n`;
    if (body === undefined) return head + '\r\n';
    const length = Buffer.byteLength(body);
    return `${head}content-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`;
  }
}

class Connection {
  /** @param {string} host @param {number} port */
  constructor(host, port) {
    this.socket = connect({ host, port, noDelay: true });
    this.socket.setEncoding('latin1');
    this.received = '';
    this.sentAt = 0;
    /** @type {Waiting | undefined} */
    this.pending = undefined;
    this.socket.on('data', (chunk) => this.take(String(chunk)));
    this.socket.on('error', (error) => this.fail(error));
    this.socket.on('close', () => this.fail(new Error('connection closed')));
  }

  /** @param {string} text @returns {Promise<HttpAnswer>} */
  send(text) {
    return new Promise((resolve, reject) => {
      this.pending = { resolve, reject };
      this.sentAt = performance.now();
      this.socket.write(text, 'utf8');
    });
  }

  /** @param {Error} error */
  fail(error) {
    this.pending?.reject(error);
    this.pending = undefined;
  }

  /** @param {string} chunk bytes as characters, so that content-length counts them */
  take(chunk) {
    this.received += chunk;
    const end = this.received.indexOf(END_OF_HEADERS);
    if (end < 0) return;
    const [statusLine = '', ...lines] = this.received.slice(0, end).split('\r\n');
    const headers = new Map(lines.map(pairOf));
    const from = end + END_OF_HEADERS.length;
    const length = Number(headers.get('content-length') ?? 0);
    if (this.received.length < from + length) return;
    const text = Buffer.from(this.received.slice(from, from + length), 'latin1').toString('utf8');
    this.received = this.received.slice(from + length);
    const milliseconds = performance.now() - this.sentAt;
    const answer = { status: Number(statusLine.split(' ')[1]), headers, text, milliseconds };
    const { pending } = this;
    this.pending = undefined;
    pending?.resolve(answer);
  }
}

/** @param {string} line @returns {[string, string]} */
function pairOf(line) {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}
