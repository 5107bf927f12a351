import type { DomainEvent } from '@tamani/kernel';
import { ConcurrencyConflict, type Appended, type NewEvent } from '@tamani/ports';
import { Lru } from '../commands/lru.js';
import type { AnyProcess, ProcessInput } from '../definitions.js';
import { decodeEvent } from '../event-codec.js';
import type { RuntimePorts, RuntimeSettings } from '../runtime-ports.js';
import {
  emptyInstance,
  encodeAll,
  foldInstance,
  specsOf,
  streamOfInstance,
  type Instance,
} from './process-stream.js';

/** Contention, or an outage: what is in hand is not at fault, so it is tried until it works. */
export class TryAgain extends Error {
  override readonly name = 'TryAgain';
}

/** Which input leads to a change; ids of its events are derived of the seed. */
export interface Cause {
  readonly input: ProcessInput;
  readonly seed: string;
}

const MAX_CONFLICTS = 20;
const PAGE = 1_000;

/** Instances of one process, folded from their streams. Calls for one key come in turn. */
export class ProcessInstances {
  private readonly cache: Lru<string, Instance>;

  constructor(
    private readonly process: AnyProcess,
    private readonly ports: Pick<RuntimePorts, 'store' | 'clock'>,
    private readonly settings: RuntimeSettings,
  ) {
    this.cache = new Lru(settings.cachedStates);
  }

  /**
   * Appends the events that follow from the instance as it is; when somebody else has written
   * meanwhile, from the instance as it is then. Nothing is appended where there are none.
   */
  async change(
    key: string,
    eventsOf: (instance: Instance, now: string) => readonly DomainEvent[],
    cause: Cause,
  ): Promise<Instance> {
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      const instance = await this.current(key);
      const now = this.ports.clock.now();
      const events = eventsOf(instance, now);
      if (events.length === 0) return instance;
      const appended = await this.append(
        key,
        instance,
        encodeAll(this.process, events, { ...cause, now }),
      );
      if (appended) return this.moveOn(key, instance, { events, first: appended.firstRevision });
    }
    throw new TryAgain(`${streamOfInstance(this.process, key)}: too many concurrent writes`);
  }

  /** The instance as it is; read up to the head where others may have written. */
  async current(key: string): Promise<Instance> {
    const stream = streamOfInstance(this.process, key);
    let instance = this.cache.get(stream) ?? emptyInstance(this.process);
    if (instance.revision >= 0n && this.settings.soleWriter) return instance;
    const specs = specsOf(this.process);
    for (;;) {
      const from = instance.revision + 1n;
      const page = await this.ports.store.readStream(stream, { from, limit: PAGE });
      for (const stored of page) {
        instance = foldInstance(this.process, instance, decodeEvent(specs, stored));
      }
      if (page.length < PAGE) break;
    }
    if (instance.revision >= 0n) this.cache.set(stream, instance);
    return instance;
  }

  /** After a failure: the next one reads from the store. */
  forget(key: string): void {
    this.cache.delete(streamOfInstance(this.process, key));
  }

  private moveOn(
    key: string,
    instance: Instance,
    { events, first }: { readonly events: readonly DomainEvent[]; readonly first: bigint },
  ): Instance {
    let folded = instance;
    for (const [index, event] of events.entries()) {
      folded = foldInstance(this.process, folded, { ...event, revision: first + BigInt(index) });
    }
    this.cache.set(streamOfInstance(this.process, key), folded);
    return folded;
  }

  /** Undefined when somebody else has written first. */
  private async append(
    key: string,
    { revision }: Instance,
    events: readonly NewEvent[],
  ): Promise<Appended | undefined> {
    const expected = revision < 0n ? 'no_stream' : revision;
    try {
      return await this.ports.store.append(streamOfInstance(this.process, key), events, expected);
    } catch (error) {
      this.forget(key);
      if (error instanceof ConcurrencyConflict) return undefined;
      throw error;
    }
  }
}
