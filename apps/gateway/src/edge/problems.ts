import { apiRefusals, bodyRefusals, problemOf, PROBLEM_TYPE } from '@tamani/nest/edge';
import { Rejected, type Rejection } from '@tamani/kernel';
import type { Log } from '@tamani/runtime';
import { texts } from '@tamani/texts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import type { Limits } from '../limits.js';

const RETRY_AFTER_SECONDS = '1';
const METHODS = 'GET, HEAD, POST';

/** Answers what the gateway refuses itself, in the form and the language of the services. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  rejection: Rejection,
): FastifyReply {
  const language = texts.languageOf(request.headers['accept-language']);
  const traceId = randomBytes(16).toString('hex');
  const problem = problemOf(rejection, { instance: request.url, traceId, language });
  if (problem.status === 503) void reply.header('retry-after', RETRY_AFTER_SECONDS);
  return reply
    .code(problem.status)
    .header('content-type', PROBLEM_TYPE)
    .header('content-language', language)
    .header('vary', 'accept-language')
    .send(JSON.stringify(problem));
}

/** Nothing was done, or it may be repeated with its key. */
export const sendUnavailable = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  sendProblem(request, reply, apiRefusals.temporarily_unavailable());

export function sendTokenRequired(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  void reply.header('www-authenticate', 'Bearer');
  return sendProblem(request, reply, apiRefusals.token_required());
}

/** Whatever Fastify refuses, and whatever is thrown, is a problem. */
export const errorHandlerOf =
  ({ bodyBytes }: Limits, log: Log) =>
  (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const rejection = rejectionOf(error, bodyBytes);
    if (!rejection) log.error('request failed', { instance: request.url, error: String(error) });
    // Fastify would close, and a client that still sends would see a reset instead of the answer.
    // Node reads the rest and forgets it, for as long as a request may take.
    if (rejection?.code === 'body_too_large') void reply.removeHeader('connection');
    sendProblem(request, reply, rejection ?? apiRefusals.internal_error());
  };

/** A method that HTTP knows and no service has. */
export function refuseMethod(request: FastifyRequest, reply: FastifyReply): void {
  const { method } = request;
  void reply.header('allow', METHODS);
  sendProblem(request, reply, apiRefusals.method_not_allowed({ method, allowed: METHODS }));
}

function rejectionOf(error: unknown, limit: number): Rejection | undefined {
  if (error instanceof Rejected) return error.rejection;
  const { statusCode } = error as { readonly statusCode?: number };
  if (statusCode === 413) return bodyRefusals.body_too_large({ limit });
  if (statusCode === 415) return bodyRefusals.media_type_unsupported();
  return statusCode === 400 ? apiRefusals.request_malformed() : undefined;
}
