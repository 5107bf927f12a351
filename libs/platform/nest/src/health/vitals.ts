import { Inject, Injectable } from '@nestjs/common';
import type { RuntimeStatus } from '@tamani/runtime';
import { Platform } from '../platform.js';

/** The three engines, as operators name them. */
export type EnginePort = 'store' | 'bus' | 'reads';

/** How the process and its engines were at one moment. */
export interface Vitals {
  /** Whether each engine answered in time. */
  readonly engines: Readonly<Record<EnginePort, boolean>>;
  /** Undefined when an engine that it is read from did not answer. */
  readonly status: RuntimeStatus | undefined;
}

/** What does not answer by then is away; a person waits, and a scraper. */
const PATIENCE_MS = 2_000;
/** Whoever scrapes, and however often: engines are asked no more often. */
const FRESH_MS = 1_000;

/** Looks at the engines and at what works on them, for `/statusz` and `/metrics`. */
@Injectable()
export class VitalsWatch {
  private looking: Promise<Vitals> | undefined;
  private last: { readonly vitals: Vitals; readonly atMs: number } | undefined;

  constructor(@Inject(Platform) private readonly platform: Platform) {}

  /** As it was a second ago at most. */
  async recent(): Promise<Vitals> {
    if (this.last && performance.now() - this.last.atMs < FRESH_MS) return this.last.vitals;
    return this.look();
  }

  /** As it is now; who comes during a look that has begun has its answer, too. */
  look(): Promise<Vitals> {
    this.looking ??= this.looked().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async looked(): Promise<Vitals> {
    const { runtime } = this.platform;
    const { store, bus, reads } = runtime.ports;
    const [group] = runtime.processRunners;
    const [status, isStore, isBus, isReads] = await Promise.all([
      inTime(runtime.status()),
      answers(store.head()),
      answers(group ? bus.lag(group.group, group.topics) : Promise.resolve()),
      answers(reads.checkpoint('vitals')),
    ]);
    const vitals = { engines: { store: isStore, bus: isBus, reads: isReads }, status };
    this.last = { vitals, atMs: performance.now() };
    return vitals;
  }
}

const answers = async (call: Promise<unknown>): Promise<boolean> =>
  (await inTime(call.then(() => true))) === true;

/** What the call gives; undefined when it fails, or takes too long. */
export async function inTime<T>(call: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, undefined);
  });
  try {
    return await Promise.race([call.catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
}
