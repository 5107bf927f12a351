import { systemClock, systemIds } from '@tamani/kernel';
import { createApp, DemoIssuer } from '@tamani/nest';
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

/** Opens the files, starts every service and listens. Throws when any of it cannot be. */
export async function startServer(
  settings: Settings,
  options: {
    readonly onFatal: (error: Error) => void;
    readonly runtime?: Partial<RuntimeSettings>;
  },
): Promise<Server> {
  const log = logOf(settings.logLevel);
  mkdirSync(settings.dataDir, { recursive: true });
  const engines = await openEngines(settings.dataDir, options.onFatal);
  const { store, bus, reads } = engines;
  const ports = { store, bus, reads, clock: systemClock, ids: systemIds, log };
  // One process owns the files: what it knows of a stream is the newest, its leases are its own.
  const own = { soleWriter: true, owner: 'all-in-one', ...options.runtime };
  const runtime = new Runtime(ports, contexts, own);
  try {
    const tokens = settings.oidc ?? (await DemoIssuer.open(settings.dataDir));
    await runtime.start();
    const root = AppModule.with({ runtime, tokens, version: VERSION });
    const app = await createApp(root, { consume: true, logger: nestLoggerOf(log) });
    await app.listen(settings.port, settings.host);
    const close = async (): Promise<void> => {
      await app.close();
      await runtime.stop();
      await engines.close();
    };
    return { url: await app.getUrl(), runtime, log, close };
  } catch (error) {
    await runtime.stop();
    await engines.close();
    throw error;
  }
}
