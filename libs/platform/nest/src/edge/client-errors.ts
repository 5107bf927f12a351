import { type Rejection } from '@tamani/kernel';
import { texts, type Language } from '@tamani/texts';
import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { refuse } from '../errors/api-errors.js';
import { PROBLEM_TYPE, problemOf } from '../errors/problem.js';
import { newTraceId } from '../http/trace.js';

/** What Node says of bytes that are no request. */
interface ClientError extends Error {
  readonly code?: string;
  /** The bytes that came last. */
  readonly rawPacket?: unknown;
}

/** Of which request Node has begun the answer, if any. */
interface HttpSocket extends Socket {
  readonly _httpMessage?: ServerResponse | null;
}

const OTHERS: Readonly<Record<string, () => Rejection>> = {
  HPE_HEADER_OVERFLOW: refuse.headers_too_large,
  ERR_HTTP_REQUEST_TIMEOUT: refuse.request_too_slow,
};
const LANGUAGE = /^accept-language:([^\r\n]{0,200})/im;

/** Answers what could not even be read as a request, and closes the connection. */
export function answerClientError(error: ClientError, socket: Socket): void {
  const open = (socket as HttpSocket)._httpMessage ?? undefined;
  if (error.code === 'ECONNRESET' || !socket.writable || (open && !isOf(open))) {
    socket.destroy();
    return;
  }
  const rejection = (OTHERS[error.code ?? ''] ?? refuse.request_malformed)();
  const language = languageOf(error, open);
  const problem = problemOf(rejection, { instance: '', traceId: newTraceId(), language });
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    `content-language: ${language}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/**
 * Whether what is wrong belongs to the request that is to be answered next: it has not come whole.
 * Else it came after that request, and its refusal would be read as that request's answer.
 */
const isOf = ({ req, headersSent }: ServerResponse): boolean => !req.complete && !headersSent;

function languageOf({ rawPacket }: ClientError, open: ServerResponse | undefined): Language {
  const bytes = Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1') : '';
  const sent = LANGUAGE.exec(bytes)?.[1]?.trim();
  return texts.languageOf(sent ?? open?.req.headers['accept-language']);
}
