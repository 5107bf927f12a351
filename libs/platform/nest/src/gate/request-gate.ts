import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { dateOf, Rejected, type Actor } from '@tamani/kernel';
import { texts } from '@tamani/texts';
import type { FastifyReply } from 'fastify';
import { refuse } from '../errors/api-errors.js';
import { fieldErrors } from '../errors/zod-errors.js';
import { whenAnswered } from '../edge/answered.js';
import { bindReply, pathOf, type Caller, type GatedRequest } from '../http/caller.js';
import { ACCESS, type RouteAccess } from '../http/route-access.js';
import { traceOf } from '../http/trace.js';
import { Platform } from '../platform.js';
import { KeyBook } from './key-book.js';
import { checkRole } from './roles.js';

const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;
const STRONG_ETAG = /^"(0|[1-9]\d{0,17})"$/;
const CORRELATION = /^[\x21-\x7e]{1,100}$/;
/** No identifier of ours has anything else in it; so no stream's name has. */
const PATH_PART = /^[\w.-]+$/;

/**
 * Everything that docs/api.md asks of a request before its controller: who (401), whether they may
 * (403), the key of a write (400), the revision of a change (400, 428), the body (422).
 */
@Injectable()
export class RequestGate implements CanActivate {
  private readonly keys = new KeyBook();

  constructor(@Inject(Platform) private readonly platform: Platform) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = Reflect.getMetadata(ACCESS, context.getHandler()) as RouteAccess | undefined;
    const http = context.switchToHttp();
    const request = http.getRequest<GatedRequest>();
    const reply = http.getResponse<FastifyReply>();
    // The boot refuses routes without access; this is the second lock on the same door.
    if (!access) throw new Rejected(refuse.role_required({ roles: '–' }));
    request.language = texts.languageOf(request.headers['accept-language']);
    checkPath(request);
    if (access.roles !== 'public') {
      const actor = await this.actorOf(request, reply);
      request.actor = actor;
      this.limit(request, reply, actor.id);
      checkRole(actor, access.roles, request.method);
      this.admit(request, reply, { actor, access });
      if (request.method !== 'POST') this.platform.access.read(pathOf(request), actor);
    }
    if (access.body) request.input = checkedBody(access, request.body);
    return true;
  }

  /** Of what a client may ask in a time, and at a time; the answer tells what is left. */
  private limit(request: GatedRequest, reply: FastifyReply, client: string): void {
    const { limiter } = this.platform;
    if (!limiter) return;
    const { requests: limit, windowSeconds: window, atOnce } = limiter.limit;
    const { isExceeded, remaining, resetSeconds: seconds } = limiter.count(client);
    void reply
      .header('ratelimit-policy', `${limit};w=${window}`)
      .header('ratelimit-limit', String(limit))
      .header('ratelimit-remaining', String(remaining))
      .header('ratelimit-reset', String(seconds));
    if (isExceeded) {
      void reply.header('retry-after', String(seconds));
      throw new Rejected(refuse.rate_limited({ limit, window, seconds }));
    }
    const leave = limiter.enter(client);
    if (!leave) throw new Rejected(refuse.too_many_at_once({ limit: atOnce }));
    whenAnswered(request, reply, leave);
  }

  private async actorOf(request: GatedRequest, reply: FastifyReply): Promise<Actor> {
    const header = request.headers.authorization;
    const token = BEARER.exec(header ?? '')?.[1];
    const actor = token === undefined ? undefined : await this.platform.verifier.verify(token);
    if (actor) return actor;
    // Only those who show no good token share this with others at their address.
    this.limit(request, reply, `address ${request.ip}`);
    const hint = header === undefined ? '' : ' error="invalid_token"';
    void reply.header('www-authenticate', `Bearer${hint}`);
    throw new Rejected(header === undefined ? refuse.token_required() : refuse.token_invalid());
  }

  /** Makes the caller; of a write with its command id, which is in hand until the answer. */
  private admit(
    request: GatedRequest,
    reply: FastifyReply,
    { actor, access }: { actor: Actor; access: RouteAccess },
  ): void {
    const { id, onBehalfOf } = actor;
    const { clock } = this.platform.runtime.ports;
    const now = clock.now();
    const ifMatch = access.kind === 'action' ? ifMatchOf(request) : undefined;
    const isWrite = request.method === 'POST';
    const write = isWrite ? this.keys.take(request, id, onBehalfOf) : undefined;
    if (write) whenAnswered(request, reply, write.release);
    const commandId = write?.commandId ?? traceOf(request);
    const caller: Caller = {
      actor,
      person: { id, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) },
      commandId,
      requestHash: write?.requestHash ?? '',
      correlationId: correlationOf(request) ?? commandId,
      ...(ifMatch === undefined ? {} : { ifMatch }),
      today: dateOf(now),
      now,
      language: request.language ?? texts.first,
    };
    bindReply(caller, reply);
    request.caller = caller;
  }
}

function checkPath(request: GatedRequest): void {
  const parts = request.params as Readonly<Record<string, string>>;
  for (const name in parts) {
    if (PATH_PART.test(parts[name] ?? '')) continue;
    throw new Rejected(refuse.route_unknown({ method: request.method, path: pathOf(request) }));
  }
}

/** Of a write that begins a purchase; a continued one keeps its own. Another form is refused. */
function correlationOf(request: GatedRequest): string | undefined {
  const given = request.headers['x-correlation-id'];
  if (given === undefined) return undefined;
  if (typeof given !== 'string' || !CORRELATION.test(given)) {
    throw new Rejected(refuse.correlation_id_malformed());
  }
  return request.method === 'POST' ? given : undefined;
}

function ifMatchOf(request: GatedRequest): bigint {
  const header = request.headers['if-match'];
  if (header === undefined) throw new Rejected(refuse.if_match_required());
  const revision = STRONG_ETAG.exec(header)?.[1];
  if (revision === undefined) throw new Rejected(refuse.if_match_malformed());
  return BigInt(revision);
}

function checkedBody({ body: schema }: RouteAccess, body: unknown): unknown {
  const input = body === undefined ? {} : body;
  const parsed = schema?.safeParse(input);
  if (parsed?.success) return parsed.data;
  const errors = fieldErrors(parsed?.error.issues ?? [], input);
  throw new Rejected(refuse.input_invalid({}, errors));
}
