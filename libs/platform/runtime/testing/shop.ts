import { systemClock, systemIds, type Clock } from '@tamani/kernel';
import type { Bus, EventStore, ReadStore } from '@tamani/ports';
import { openSqliteBus, openSqliteEventStore, openSqliteReadStore } from '@tamani/sqlite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Runtime,
  type ContextDefinition,
  type RuntimePorts,
  type RuntimeSettings,
} from '../src/index.js';
import { shop } from './till-context.js';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A runtime over real SQLite files that can be stopped hard and started again. */
export class Shop {
  private constructor(
    readonly runtime: Runtime,
    readonly ports: RuntimePorts,
    private readonly dir: string,
  ) {}

  static open(
    options: {
      readonly dir?: string;
      readonly settings?: Partial<RuntimeSettings>;
      readonly clock?: Clock;
      readonly wrap?: (ports: RuntimePorts) => RuntimePorts;
      /** Another version of the context. */
      readonly context?: ContextDefinition;
    } = {},
  ): Shop {
    const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'tamani-runtime-'));
    const store: EventStore = openSqliteEventStore({ file: join(dir, 'events.db') });
    const bus: Bus = openSqliteBus({ file: join(dir, 'bus.db'), retryPauseMs: 5 });
    const reads: ReadStore = openSqliteReadStore({ file: join(dir, 'read.db') });
    const clock = options.clock ?? systemClock;
    const real = { store, bus, reads, clock, ids: systemIds, log: quiet };
    const ports = options.wrap ? options.wrap(real) : real;
    const settings = { soleWriter: true, owner: 'test', ...options.settings };
    return new Shop(new Runtime(ports, [options.context ?? shop], settings), real, dir);
  }

  /** Stops and opens the same files again. */
  async reopen(options: Parameters<typeof Shop.open>[0] = {}): Promise<Shop> {
    await this.close();
    return Shop.open({ ...options, dir: this.dir });
  }

  async close(): Promise<void> {
    await this.runtime.stop();
    await this.ports.bus.close();
    await this.ports.store.close();
    await this.ports.reads.close();
  }

  async dispose(): Promise<void> {
    await this.close();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
