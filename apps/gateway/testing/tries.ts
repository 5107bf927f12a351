/** What a hidden request would ask for; no service may ever be asked so. */
export const HIDDEN_PATH = '/v1/spend/hidden';
const HIDDEN = `GET ${HIDDEN_PATH} HTTP/1.1\r\nhost: x\r\nx-mark: hidden\r\n\r\n`;

/** Bytes of an attacker, and the answers that he is to get for them, one after the other. */
export interface Try {
  readonly name: string;
  readonly bytes: string;
  readonly statuses: readonly number[];
}

const request = (line: string, headers: readonly string[], body = ''): string =>
  [line, 'host: gateway', 'x-mark: attacker', ...headers, '', body].join('\r\n');
const post = (headers: readonly string[], body = ''): string =>
  request('POST /v1/spend/try HTTP/1.1', ['content-type: application/json', ...headers], body);
const get = (headers: readonly string[], body = ''): string =>
  request('GET /v1/spend/try HTTP/1.1', headers, body);
const chunked = 'transfer-encoding: chunked';
const inChunks = `${HIDDEN.length.toString(16)}\r\n${HIDDEN}\r\n0\r\n\r\n`;
const asLength = `content-length: ${HIDDEN.length}`;

const refused = (name: string, bytes: string): Try => ({ name, bytes, statuses: [400] });
const answered = (name: string, bytes: string, statuses = [200]): Try => ({
  name,
  bytes,
  statuses,
});

/** Two readings of where a body ends. */
const framing: readonly Try[] = [
  refused('CL.TE', post(['content-length: 6', chunked], `0\r\n\r\n${HIDDEN}`)),
  refused('TE.CL', post([chunked, 'content-length: 4'], inChunks)),
  refused('CL.TE with a length of nought', post(['content-length: 0', chunked], inChunks)),
  ...[
    'chunked\r\ntransfer-encoding: identity',
    'identity\r\ntransfer-encoding: chunked',
    'xchunked',
    'chunked, identity',
    'identity, chunked',
    'gzip, chunked',
    'chunked, chunked',
    'chunked;q=1',
    '"chunked"',
    '\x0bchunked',
    'chunked\x00',
    'identity',
  ].map((coding) =>
    refused(
      `TE.TE: ${JSON.stringify(coding)}`,
      post([`transfer-encoding: ${coding}`, asLength], inChunks),
    ),
  ),
  ...['gzip, chunked', 'identity, chunked', 'identity', 'chunked;q=1', 'xchunked'].map((coding) =>
    refused(
      `TE alone: ${JSON.stringify(coding)}`,
      post([`transfer-encoding: ${coding}`], inChunks),
    ),
  ),
  refused('TE with a space before the colon', post(['transfer-encoding : chunked'], inChunks)),
  refused(
    'TE in HTTP/1.0',
    `POST /v1/spend/try HTTP/1.0\r\nx-mark: attacker\r\ncontent-type: application/json\r\n${chunked}\r\n\r\n${inChunks}`,
  ),
  refused('a length folded', post(['content-length:\r\n 6'], HIDDEN)),
  refused('a length with a folded digit', post(['content-length: 1\r\n 0'], HIDDEN)),
  refused('a coding folded', post(['transfer-encoding:\r\n chunked'], inChunks)),
  refused('another header folded', post(['x-note: a\r\n b', asLength], HIDDEN)),
  refused('two lengths, the same', post([asLength, asLength], HIDDEN)),
  refused('two lengths, not the same', post(['content-length: 0', asLength], HIDDEN)),
  ...['3, 3', '+3', '-3', '0x3', '3.0', '', '3 3', '99999999999999999999999'].map((length) =>
    refused(`the length ${JSON.stringify(length)}`, post([`content-length: ${length}`], HIDDEN)),
  ),
];

/** A body where none belongs. */
const bodies: readonly Try[] = [
  refused('GET with a length and no bytes', get(['content-length: 60'])),
  refused('GET with a length and its bytes', get([asLength], HIDDEN)),
  refused('GET in chunks', get([chunked], inChunks)),
  refused(
    'GET with a length and fewer bytes',
    get([`content-length: ${HIDDEN.length + 40}`], HIDDEN),
  ),
  answered('GET with a length of nought', get(['content-length: 0'])),
  answered(
    'DELETE with a body, forwarded whole',
    request('DELETE /v1/spend/try HTTP/1.1', ['content-type: text/plain', asLength], HIDDEN),
  ),
  answered(
    'OPTIONS with a body, forwarded whole',
    request('OPTIONS /v1/spend/try HTTP/1.1', ['content-type: text/plain', asLength], HIDDEN),
  ),
  answered('POST whose body is a request', post([asLength], HIDDEN)),
  answered('POST whose chunks are a request', post([chunked], inChunks)),
  answered('POST without a type', request('POST /v1/spend/try HTTP/1.1', [asLength], HIDDEN)),
];

/** Chunks that one reader takes and another does not. */
const chunks: readonly Try[] = [
  answered('an extension of a chunk', post([chunked], '3;a=b\r\nabc\r\n0\r\n\r\n')),
  answered('a trailer', post([chunked], '3\r\nabc\r\n0\r\nx-late: 1\r\n\r\n')),
  refused('a length in the trailer', post([chunked], '3\r\nabc\r\n0\r\ncontent-length: 5\r\n\r\n')),
  refused('lines that end with LF alone', post([chunked], '3\nabc\n0\n\n')),
  refused('a chunk of less than nothing', post([chunked], '-3\r\nabc\r\n0\r\n\r\n')),
  refused('a chunk that is longer than it says', post([chunked], '3\r\nabcde\r\n0\r\n\r\n')),
  refused('a chunk with a size too large', post([chunked], 'ffffffffffffffff1\r\nabc\r\n')),
];

/** Whom a request is for, and what is passed on of it. */
const targets: readonly Try[] = [
  refused('a whole URL as target', request(`GET http://inside${HIDDEN_PATH} HTTP/1.1`, [])),
  refused('an asterisk as target', request('OPTIONS * HTTP/1.1', [])),
  refused('two hosts', get(['host: other'])),
  refused('no host', 'GET /v1/spend/try HTTP/1.1\r\n\r\n'),
  refused('LF alone', 'GET /v1/spend/try HTTP/1.1\nhost: gateway\n\n'),
  refused('a nought in a header', get(['x-note: a\x00b'])),
  refused('CR in a header', get([`x-note: a\rx-mark: other`])),
  refused('the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  refused('an expectation that nobody has', post(['expect: wonders', asLength], HIDDEN)),
  answered('the expectation of 100-continue', post(['expect: 100-continue', asLength], HIDDEN)),
  answered('two slashes', request('GET //v1/spend/try HTTP/1.1', [])),
  answered('dots', request('GET /v1/spend/../spend/./try HTTP/1.1', [])),
  answered(
    'an upgrade to h2c, left aside',
    get(['connection: upgrade, http2-settings', 'upgrade: h2c', 'http2-settings: AAMAAABk']),
  ),
  answered(
    'a Connection that names the length',
    post(['connection: content-length', asLength], HIDDEN),
  ),
];

/** More than one request on a connection. */
const pipelined: readonly Try[] = [
  answered('three requests at once', get([]) + post([asLength], HIDDEN) + get([]), [200, 200, 200]),
  {
    name: 'a request behind a GET with a length',
    bytes: get([`content-length: ${get([]).length}`]) + get([]),
    statuses: [400],
  },
  {
    name: 'a request behind one with two framings',
    bytes: post(['content-length: 6', chunked], '0\r\n\r\n') + HIDDEN,
    statuses: [400],
  },
];

/** Every try, in the order of the table in the titles of the tests. */
export const TRIES: readonly Try[] = [...framing, ...bodies, ...chunks, ...targets, ...pipelined];
