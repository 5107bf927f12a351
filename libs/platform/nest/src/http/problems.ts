import { HttpException, Inject, Injectable } from '@nestjs/common';
import { errorSpec, Rejected, type Rejection } from '@tamani/kernel';
import {
  EVENT_STORE_LIMITS,
  OutcomeUnknown,
  PayloadTooLarge,
  StoreUnavailable,
} from '@tamani/ports';
import { texts } from '@tamani/texts';
import type { FastifyReply } from 'fastify';
import { refuse } from '../errors/api-errors.js';
import { refuseBody } from '../errors/body-errors.js';
import { PROBLEM_TYPE, problemOf } from '../errors/problem.js';
import { Platform } from '../platform.js';
import { pathOf, type GatedRequest } from './caller.js';
import { BODY_LIMIT } from './limits.js';
import { RouteTable } from './route-table.js';
import { traceOf } from './trace.js';

const RETRY_AFTER_SECONDS = '1';
const DENIALS = new Set([401, 403]);
/** Nothing was done, or it may be repeated with its key: later. */
const PASSING = new Set([429, 503]);

/** Answers whatever was thrown as a problem; what is nobody's doing is logged, never shown. */
@Injectable()
export class Problems {
  constructor(
    @Inject(Platform) private readonly platform: Platform,
    @Inject(RouteTable) private readonly routes: RouteTable,
  ) {}

  answer(error: unknown, request: GatedRequest, reply: FastifyReply): void {
    if (reply.sent) return;
    const rejection = this.rejectionOf(error, request, reply);
    const traceId = traceOf(request);
    const language = request.language ?? texts.languageOf(request.headers['accept-language']);
    const instance = request.url;
    const problem = problemOf(rejection, { instance, traceId, language });
    const spec = errorSpec(rejection.code);
    if (spec?.level === 'error') {
      const stack = error instanceof Error ? error.stack : String(error);
      this.platform.runtime.ports.log.error('request failed', { traceId, instance, stack });
    }
    if (DENIALS.has(problem.status)) {
      const target = `${request.method} ${pathOf(request)}`;
      this.platform.access.denied(problem.code, target, request.actor);
    }
    const isPassing = PASSING.has(problem.status) || spec?.passing === true;
    if (isPassing && !reply.hasHeader('retry-after'))
      reply.header('retry-after', RETRY_AFTER_SECONDS);
    void reply
      .status(problem.status)
      .header('content-type', PROBLEM_TYPE)
      .header('content-language', language)
      .header('vary', 'accept-language')
      .send(JSON.stringify(problem));
  }

  private rejectionOf(error: unknown, request: GatedRequest, reply: FastifyReply): Rejection {
    if (error instanceof Rejected) return error.rejection;
    if (error instanceof StoreUnavailable || error instanceof OutcomeUnknown) {
      return refuse.temporarily_unavailable();
    }
    if (error instanceof PayloadTooLarge) {
      return refuseBody.document_too_large({ limit: EVENT_STORE_LIMITS.eventBytes });
    }
    return this.fromFramework(error, request, reply) ?? refuse.internal_error();
  }

  /** What Fastify and Nest refuse by themselves. */
  private fromFramework(
    error: unknown,
    request: GatedRequest,
    reply: FastifyReply,
  ): Rejection | undefined {
    switch (error instanceof HttpException ? error.getStatus() : statusOf(error)) {
      // A method with a body that no route has is refused for its headers before it is looked up.
      case 400:
        return this.unknownMethod(request, reply) ?? refuse.request_malformed();
      // 414: a part of the path that is longer than any identifier.
      case 404:
      case 414:
        return this.unknownRoute(request, reply);
      case 413:
        return refuseBody.body_too_large({ limit: BODY_LIMIT });
      case 415:
        return refuseBody.media_type_unsupported();
      case 503:
        return refuse.temporarily_unavailable();
      default:
        return undefined;
    }
  }

  private unknownRoute(request: GatedRequest, reply: FastifyReply): Rejection {
    const { method } = request;
    const path = pathOf(request).slice(0, 200);
    return this.unknownMethod(request, reply) ?? refuse.route_unknown({ method, path });
  }

  /** Of a path that is there. */
  private unknownMethod(request: GatedRequest, reply: FastifyReply): Rejection | undefined {
    const { method } = request;
    const allowed = this.routes.methodsOf(pathOf(request));
    if (allowed.length === 0 || allowed.includes(method)) return undefined;
    reply.header('allow', allowed.join(', '));
    return refuse.method_not_allowed({ method, allowed: allowed.join(', ') });
  }
}

const statusOf = (error: unknown): number | undefined => {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
};
