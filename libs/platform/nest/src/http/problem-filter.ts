import {
  Catch,
  HttpException,
  Inject,
  Injectable,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { errorSpec, Rejected, type Rejection } from '@tamani/kernel';
import { OutcomeUnknown, StoreUnavailable } from '@tamani/ports';
import type { FastifyReply } from 'fastify';
import { refuse } from '../errors/api-errors.js';
import { languageOf, PROBLEM_TYPE, problemOf } from '../errors/problem.js';
import { Platform } from '../platform.js';
import type { GatedRequest } from './caller.js';
import { RouteTable } from './route-table.js';
import { BodyMalformed } from './strict-json.js';
import { traceOf } from './trace.js';

export const BODY_LIMIT = 64 * 1024;
const RETRY_AFTER_SECONDS = '1';

/** Turns whatever is thrown into a problem; what is nobody's doing is logged, never shown. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(Platform) private readonly platform: Platform,
    @Inject(RouteTable) private readonly routes: RouteTable,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<GatedRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) return;
    const rejection = this.rejectionOf(error, request, reply);
    const traceId = traceOf(request);
    const language = request.language ?? languageOf(request.headers['accept-language']);
    const instance = request.url;
    const problem = problemOf(rejection, { instance, traceId, language });
    if (errorSpec(rejection.code)?.level === 'error') {
      const stack = error instanceof Error ? error.stack : String(error);
      this.platform.runtime.ports.log.error('request failed', { traceId, instance, stack });
    }
    if (problem.status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS);
    void reply
      .status(problem.status)
      .header('content-type', PROBLEM_TYPE)
      .header('content-language', language)
      .send(JSON.stringify(problem));
  }

  private rejectionOf(error: unknown, request: GatedRequest, reply: FastifyReply): Rejection {
    if (error instanceof Rejected) return error.rejection;
    if (error instanceof StoreUnavailable || error instanceof OutcomeUnknown) {
      return refuse.temporarily_unavailable();
    }
    if (error instanceof BodyMalformed) return refuse.body_malformed({ reason: error.message });
    return this.fromFramework(error, request, reply) ?? refuse.internal_error();
  }

  /** What Fastify and Nest refuse by themselves. */
  private fromFramework(
    error: unknown,
    request: GatedRequest,
    reply: FastifyReply,
  ): Rejection | undefined {
    const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
    if (status === 404) return this.unknownRoute(request, reply);
    if (status === 413) return refuse.body_too_large({ limit: BODY_LIMIT });
    if (status === 415) return refuse.media_type_unsupported();
    if (status === 503) return refuse.temporarily_unavailable();
    return status === 400 ? refuse.body_malformed({ reason: 'framing' }) : undefined;
  }

  private unknownRoute(request: GatedRequest, reply: FastifyReply): Rejection {
    const [path = ''] = request.url.split('?');
    const { method } = request;
    const allowed = this.routes.methodsOf(path);
    if (allowed.length === 0) return refuse.route_unknown({ method, path });
    reply.header('allow', allowed.join(', '));
    return refuse.method_not_allowed({ method, allowed: allowed.join(', ') });
  }
}

const statusOf = (error: unknown): number | undefined => {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
};
