import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import {
  canonicalText,
  derivedId,
  Rejected,
  today,
  type Actor,
  type Rejection,
} from '@tamani/kernel';
import type { FastifyReply } from 'fastify';
import { createHash } from 'node:crypto';
import { refuse } from '../errors/api-errors.js';
import { languageOf } from '../errors/problem.js';
import { fieldErrors } from '../errors/zod-errors.js';
import { Platform } from '../platform.js';
import { bindReply, type Caller, type GatedRequest } from './caller.js';
import { POLICY, type RoutePolicy } from './route-policy.js';

const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;
const KEY = /^[\x21-\x7e]{1,200}$/;
const STRONG_ETAG = /^"(0|[1-9]\d{0,17})"$/;
const CORRELATION = /^[\x21-\x7e]{1,100}$/;

/**
 * Everything that API.md asks of a request before its controller: who (401), whether they may
 * (403), the key of a write (400), the revision of a change (400, 428), the body (422).
 */
@Injectable()
export class RequestGate implements CanActivate {
  constructor(@Inject(Platform) private readonly platform: Platform) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const policy = Reflect.getMetadata(POLICY, context.getHandler()) as RoutePolicy | undefined;
    const http = context.switchToHttp();
    const request = http.getRequest<GatedRequest>();
    const reply = http.getResponse<FastifyReply>();
    // The boot refuses routes without a policy; this is the second lock on the same door.
    if (!policy) throw new Rejected(refuse.role_required({ roles: '–' }));
    request.language = languageOf(request.headers['accept-language']);
    if (policy.roles !== 'public') {
      const actor = await this.actorOf(request, reply);
      checkRole(actor, policy);
      this.admit(request, reply, { actor, policy });
    }
    if (policy.body) request.input = checkedBody(policy, request.body);
    return true;
  }

  private async actorOf(request: GatedRequest, reply: FastifyReply): Promise<Actor> {
    const header = request.headers.authorization;
    if (header === undefined) {
      reply.header('www-authenticate', 'Bearer');
      throw new Rejected(refuse.token_required());
    }
    const token = BEARER.exec(header)?.[1];
    const actor = token === undefined ? undefined : await this.platform.verifier.verify(token);
    if (actor) return actor;
    reply.header('www-authenticate', 'Bearer error="invalid_token"');
    throw new Rejected(refuse.token_invalid());
  }

  /** Makes the caller; of a write with its command id, which is in hand until the answer. */
  private admit(
    request: GatedRequest,
    reply: FastifyReply,
    { actor, policy }: { actor: Actor; policy: RoutePolicy },
  ): void {
    const { clock, ids } = this.platform.runtime.ports;
    const isWrite = request.method === 'POST';
    const commandId = isWrite ? derivedId(actor.id, keyOf(request)) : ids.next();
    const given = request.headers['x-correlation-id'];
    const correlationId = typeof given === 'string' && CORRELATION.test(given) ? given : commandId;
    const { onBehalfOf } = actor;
    const caller: Caller = {
      actor,
      person: { id: actor.id, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) },
      commandId,
      requestHash: isWrite ? hashOf(request) : '',
      correlationId,
      ...(policy.kind === 'action' ? { ifMatch: ifMatchOf(request) } : {}),
      today: today(clock),
      now: clock.now(),
      language: request.language ?? 'fr',
    };
    bindReply(caller, reply);
    request.caller = caller;
    if (isWrite) this.holdInHand(commandId, reply);
  }

  private holdInHand(commandId: string, reply: FastifyReply): void {
    const { inHand } = this.platform;
    if (inHand.has(commandId)) throw new Rejected(refuse.request_in_progress());
    inHand.add(commandId);
    reply.raw.once('close', () => inHand.delete(commandId));
  }
}

function checkRole(actor: Actor, { roles }: RoutePolicy): void {
  if (typeof roles === 'string') return;
  if (roles.some((role) => actor.roles.includes(role))) return;
  throw new Rejected(refuse.role_required({ roles: roles.join(', ') }));
}

function keyOf(request: GatedRequest): string {
  const key = request.headers['idempotency-key'];
  if (key === undefined || key === '') throw new Rejected(refuse.idempotency_key_required());
  if (typeof key === 'string' && KEY.test(key)) return key;
  throw new Rejected(refuse.idempotency_key_malformed());
}

function ifMatchOf(request: GatedRequest): bigint {
  const header = request.headers['if-match'];
  if (header === undefined) throw new Rejected(refuse.if_match_required());
  const revision = STRONG_ETAG.exec(header)?.[1];
  if (revision === undefined) throw new Rejected(refuse.if_match_malformed());
  return BigInt(revision);
}

/** Over what was asked, whatever the order of its keys; If-Match is not part of it. */
function hashOf({ method, url, body }: GatedRequest): string {
  const text = `${method}\n${url}\n${canonicalOrEmpty(body)}`;
  return createHash('sha256').update(text).digest('hex');
}

/** A body that has no canonical form (a fraction, say) is refused by its schema afterwards. */
function canonicalOrEmpty(body: unknown): string {
  try {
    return canonicalText(body ?? {});
  } catch {
    return JSON.stringify(body);
  }
}

function checkedBody({ body: schema }: RoutePolicy, body: unknown): unknown {
  const input = body ?? {};
  const parsed = schema?.safeParse(input);
  if (parsed?.success) return parsed.data;
  const errors = fieldErrors(parsed?.error.issues ?? [], input);
  throw new Rejected(refuse.input_invalid({}, errors) satisfies Rejection);
}
