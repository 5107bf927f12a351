import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';

/** What waits for the answers on a connection. */
const waitingOn = new WeakMap<Socket, Set<() => void>>();

/**
 * Calls `done` once, when the answer has gone out or no longer can. Node does not say so of a
 * pipelined request whose connection closes before its turn to be answered.
 */
export function whenAnswered(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const { socket } = request.raw;
  const waiting = waitingOn.get(socket) ?? watched(socket);
  const end = (): void => {
    if (waiting.delete(end)) done();
  };
  waiting.add(end);
  reply.raw.once('close', end);
}

function watched(socket: Socket): Set<() => void> {
  const waiting = new Set<() => void>();
  waitingOn.set(socket, waiting);
  socket.once('close', () => {
    for (const end of [...waiting]) end();
  });
  return waiting;
}
