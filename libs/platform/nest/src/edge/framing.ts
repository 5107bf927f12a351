import { Rejected } from '@tamani/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuseBody } from '../errors/body-errors.js';

const WITHOUT_BODY = new Set(['GET', 'HEAD', 'TRACE']);

/**
 * A body where none has a meaning, or the length of one, is refused and the connection closed:
 * whoever stands in between may see the next request begin elsewhere.
 */
export async function refuseUnexpectedBody(
  { method, headers }: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (!WITHOUT_BODY.has(method)) return;
  const hasLength = Number(headers['content-length'] ?? 0) !== 0;
  if (!hasLength && headers['transfer-encoding'] === undefined) return;
  void reply.header('connection', 'close');
  throw new Rejected(refuseBody.body_unexpected({ method }));
}
