import { systemClock, systemIds } from '@tamani/kernel';
import { createApp, DemoIssuer, TimedEventStore } from '@tamani/nest';
import { Runtime, type Log, type RuntimeSettings } from '@tamani/runtime';
import { mkdirSync } from 'node:fs';
import { AppModule, contexts } from './app.module.js';
import { openEngines } from './engines.js';
import { logOf, nestLoggerOf } from './logger.js';
import type { Settings } from './settings.js';

export interface Server {
  readonly url: string;
  readonly runtime: Runtime;
  readonly log: Log;
  /** Stops in order: requests, consumers, relays, projections, files. */
  close(): Promise<void>;
}

export const VERSION = '0.1.0';

export interface ServerOptions {
  readonly onFatal: (error: Error) => void;
  readonly runtime?: Partial<RuntimeSettings>;
}

/** Opens the files, starts every service and listens. Throws when any of it cannot be. */
export async function startServer(settings: Settings, options: ServerOptions): Promise<Server> {
  const log = logOf(settings.logLevel);
  mkdirSync(settings.dataDir, { recursive: true });
  const engines = await openEngines(settings.dataDir, options.onFatal);
  const { store, bus, reads } = engines;
  const timed = new TimedEventStore(store);
  const ports = { store: timed, bus, reads, clock: systemClock, ids: systemIds, log };
  // One process owns the files: what it knows of a stream is the newest, its leases are its own.
  const own = { soleWriter: true, owner: 'all-in-one', ...options.runtime };
  const runtime = new Runtime(ports, contexts, own);
  const release = async (): Promise<void> => {
    await runtime.stop();
    await engines.close();
  };
  try {
    await runtime.start();
    const app = await listen(runtime, settings);
    const close = (): Promise<void> => app.close().then(release);
    return { url: await app.getUrl(), runtime, log, close };
  } catch (error) {
    await release();
    throw error;
  }
}

async function listen(runtime: Runtime, settings: Settings) {
  const tokens = settings.oidc ?? (await DemoIssuer.open(settings.dataDir));
  const root = AppModule.with({ runtime, tokens, version: VERSION });
  const logger = nestLoggerOf(runtime.ports.log);
  const app = await createApp(root, { consume: true, logger });
  await app.listen(settings.port, settings.host);
  return app;
}
