import type { DynamicModule, Type } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { systemClock, systemIds } from '@tamani/kernel';
import {
  createApp,
  DemoIssuer,
  Platform,
  PlatformModule,
  sharedSecret,
  TimedEventStore,
  type Outbound,
} from '@tamani/nest';
import {
  Corruptions,
  Runtime,
  type ContextDefinition,
  type Log,
  type RuntimeSettings,
} from '@tamani/runtime';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { openEngines, type Engines } from './engines.js';
import { logOf, nestLoggerOf } from './logger.js';
import type { Settings } from './settings.js';

/** What one deployable is made of. */
export interface ServiceDefinition {
  /** `budgets`; `all-in-one` for every service in one process. */
  readonly name: string;
  readonly contexts: readonly ContextDefinition[];
  readonly modules: readonly Type[];
  /** Contexts of other services whose events its read models fold: their old versions, too. */
  readonly reads?: readonly ContextDefinition[];
}

export interface RunningService {
  readonly url: string;
  readonly runtime: Runtime;
  readonly log: Log;
  /** To be called when a service that was started with `preparing` is ready. */
  prepared(): void;
  /** Stops in order: requests, consumers, relays, projections, engines. */
  close(): Promise<void>;
}

export interface ServiceOptions {
  readonly onFatal: (error: Error) => void;
  /** Told when the log is another one than at the start: the process is to end. */
  readonly onForeign?: (error: Error) => void;
  readonly runtime?: Partial<RuntimeSettings>;
  /** It listens, and is not ready before `prepared` is called. */
  readonly preparing?: boolean;
}

/** What the secrets of webhooks are derived from, in the data folder. */
export const KEY_FILE = 'webhook-key';
const KEY_BYTES = 32;

/** Of one client: it may not take every place that there is for requests. */
const LIMIT = { windowSeconds: 10, atOnce: 256 } as const;

export const VERSION = '0.1.0';

/** Opens the engines, starts the contexts and listens. Throws when any of it cannot be. */
export async function startService(
  definition: ServiceDefinition,
  settings: Settings,
  options: ServiceOptions,
): Promise<RunningService> {
  const log = logOf(settings.logLevel, definition.name);
  const corruptions = new Corruptions();
  const onCorrupt = (error: Error): void => corruptions.note('bus', error);
  const engines = await openEngines(settings, { log, onFatal: options.onFatal, onCorrupt });
  const parts = { definition, settings, engines, log, corruptions };
  const runtime = runtimeOf(parts, options.runtime);
  const release = async (): Promise<void> => {
    await runtime.stop();
    await engines.close();
  };
  try {
    await runtime.start();
    if (options.onForeign) corruptions.onForeign = options.onForeign;
    const app = await listen(definition, { runtime, settings, preparing: options.preparing });
    const close = (): Promise<void> => app.close().then(release);
    const prepared = (): void => app.get(Platform).prepared();
    return { url: await app.getUrl(), runtime, log, prepared, close };
  } catch (error) {
    await release();
    throw error;
  }
}

interface Parts {
  readonly definition: ServiceDefinition;
  readonly settings: Settings;
  readonly engines: Engines;
  readonly log: Log;
  readonly corruptions: Corruptions;
}

function runtimeOf(
  { definition, settings, engines, log, corruptions }: Parts,
  more: Partial<RuntimeSettings> = {},
): Runtime {
  const { store, bus, reads } = engines;
  const timed = new TimedEventStore(store);
  const ports = { store: timed, bus, reads, clock: systemClock, ids: systemIds, log };
  // A process that owns its files knows the newest of a stream, and its leases are its own.
  // Replicas share everything: each has a name of its own, and reads before it decides.
  const own = settings.distributed ? {} : { soleWriter: true, owner: definition.name };
  const { contexts, reads: others = [] } = definition;
  const kept = { ...own, cachedBytes: partOfHeap(), others, corruptions };
  return new Runtime(ports, contexts, { ...kept, ...more });
}

const MIB = 1024 ** 2;

/** A quarter of what the process may have; no more than helps a section's work. */
const partOfHeap = (): number =>
  Math.min(256 * MIB, Math.floor(getHeapStatistics().heap_size_limit / 4));

/** The key of the settings, or that of the data folder: made once, shared by who shares it. */
async function outboundOf({ webhooks, dataDir }: Settings): Promise<Outbound> {
  const make = async () => randomBytes(KEY_BYTES).toString('base64');
  const text = webhooks.key ?? (await sharedSecret(join(dataDir, KEY_FILE), make));
  return { key: Buffer.from(text, 'base64'), hosts: webhooks.hosts };
}

@Module({})
class ServiceModule {}

interface Listening {
  readonly runtime: Runtime;
  readonly settings: Settings;
  readonly preparing: boolean | undefined;
}

async function listen(
  { modules }: ServiceDefinition,
  { runtime, settings, preparing = false }: Listening,
) {
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  const tokens = settings.oidc ?? (await DemoIssuer.open(settings.dataDir));
  const outbound = await outboundOf(settings);
  const version = VERSION;
  const rateLimit = { ...LIMIT, requests: settings.rateLimit };
  const options = { runtime, tokens, outbound, version, preparing, rateLimit };
  const platform = PlatformModule.forRoot(options);
  const root: DynamicModule = { module: ServiceModule, imports: [platform, ...modules] };
  const logger = nestLoggerOf(runtime.ports.log);
  const { corsOrigins } = settings;
  const app = await createApp(root, { consume: true, logger, corsOrigins });
  await app.listen(settings.port, settings.host);
  return app;
}
