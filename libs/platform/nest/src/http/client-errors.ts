import { type Rejection } from '@tamani/kernel';
import { texts } from '@tamani/texts';
import type { Socket } from 'node:net';
import { refuse } from '../errors/api-errors.js';
import { PROBLEM_TYPE, problemOf } from '../errors/problem.js';
import { newTraceId } from './trace.js';

/** Statuses of what is no HTTP request; whatever else, it was malformed. */
const LINES: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** Answers what could not even be read as a request, and closes the connection. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const line = LINES[error.code ?? ''] ?? '400 Bad Request';
  const rejection: Rejection = refuse.request_malformed();
  const language = texts.first;
  const context = { instance: '', traceId: newTraceId(), language };
  const problem = { ...problemOf(rejection, context), status: Number(line.slice(0, 3)) };
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${line}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    `content-language: ${language}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
