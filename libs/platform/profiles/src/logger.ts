import type { LoggerService } from '@nestjs/common';
import type { Log } from '@tamani/runtime';
import { pino } from 'pino';
import type { Settings } from './settings.js';

/** JSON lines on standard error; standard output is for what a person is told. */
export function logOf(level: Settings['logLevel'], service: string): Log {
  const logger = pino(
    { level, base: { app: 'tamani', service } },
    pino.destination({ dest: 2, sync: true }),
  );
  return {
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
  };
}

/** Nest's own messages: only what went wrong. */
export const nestLoggerOf = (log: Log): LoggerService => ({
  log: () => undefined,
  warn: (message: unknown) => log.warn(String(message)),
  error: (message: unknown, ...more: unknown[]) => log.error(String(message), { more }),
});
