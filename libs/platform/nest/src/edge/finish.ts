import type { Server } from 'node:http';
import { CLOSE_TIMEOUT_MS } from '../http/limits.js';

const CLOSE_IDLE_EVERY_MS = 50;

/** Connections are closed as they fall idle; those that do not in time are cut. */
export function finishOpenConnections(server: Server): void {
  const idle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
  const cut = setTimeout(() => server.closeAllConnections(), CLOSE_TIMEOUT_MS);
  server.once('close', () => {
    clearInterval(idle);
    clearTimeout(cut);
  });
}
