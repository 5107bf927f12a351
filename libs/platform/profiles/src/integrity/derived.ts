import type { Lease } from '@tamani/ports';
import {
  projectorName,
  topicOf,
  underLease,
  type ContextDefinition,
  type Log,
} from '@tamani/runtime';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FILES, leveled } from '../engines.js';
import type { DistributedSettings, Settings } from '../settings.js';

/** How much of the demonstration data is loaded; beside the files of the embedded profile. */
export const SEED_FILE = 'demo-seed.json';

/** What is erased: of these contexts and these consumer groups. */
export interface Derived {
  readonly contexts: readonly ContextDefinition[];
  readonly groups: readonly string[];
  readonly log: Log;
}

/**
 * Deletes what is derived from the log: read models, checkpoints, messages and what was handled of
 * them. The log itself is only claimed, so that no server is at work meanwhile: StoreLocked, or
 * AtWorkElsewhere.
 */
export async function eraseDerived(
  { dataDir, distributed }: Pick<Settings, 'dataDir' | 'distributed'>,
  derived: Derived,
): Promise<void> {
  if (distributed) return eraseOnServers(distributed, derived);
  const { openSqliteEventStore } = await import('@tamani/sqlite');
  const store = openSqliteEventStore({ file: join(dataDir, FILES.events) });
  try {
    eraseFiles(dataDir, ((await store.mark(0n)) ?? { log: '' }).log);
  } finally {
    await store.close();
  }
}

function eraseFiles(dataDir: string, log: string): void {
  const isDerived = (name: string): boolean =>
    [FILES.bus, FILES.reads].some((file) => name === file || name.startsWith(`${file}-`));
  for (const name of readdirSync(dataDir).filter(isDerived)) rmSync(join(dataDir, name));
  const seed = join(dataDir, SEED_FILE);
  if (existsSync(seed) && !readFileSync(seed, 'utf8').includes(log)) rmSync(seed);
}

async function eraseOnServers(settings: DistributedSettings, derived: Derived): Promise<void> {
  const { namespace, kafka, mongoUrl } = settings;
  const { contexts, groups, log } = derived;
  const [{ openKafkaBus }, { openMongoReadStore }] = await Promise.all([
    import('@tamani/kafka'),
    import('@tamani/mongodb'),
  ]);
  const reads = await openMongoReadStore({ url: mongoUrl, namespace });
  try {
    const owner = 'rebuild --from-scratch';
    const rest = async (_: Lease): Promise<void> => undefined;
    for (const { name } of contexts)
      await underLease(
        { leases: reads.leases, name: projectorName(name), owner, leaseMs: LEASE_MS },
        rest,
      );
    const bus = await openKafkaBus({ ...kafka, namespace, log: leveled(log) });
    await bus
      .erase(
        contexts.map(({ name }) => topicOf(name)),
        groups,
      )
      .finally(() => bus.close());
    await reads.erase();
  } finally {
    await reads.close();
  }
}

/** As long as the lease of a process that died may still last. */
const LEASE_MS = 10_000;
