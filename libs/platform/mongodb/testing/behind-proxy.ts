import { seeded, type Seeded } from '@tamani/testing';
import { openMongoReadStore, type MongoReadStore } from '../src/index.js';
import { dropDatabase, freshNamespace } from './database.js';
import { BOOKS } from './fold.js';
import { WireProxy, type Fate, type SeenCommand } from './wire-proxy.js';

export interface BehindProxy {
  readonly proxy: WireProxy;
  /** On the bad line. */
  readonly reads: MongoReadStore;
  /** On a line of its own, without faults, to the same database. */
  readonly direct: MongoReadStore;
  dispose(): Promise<void>;
}

/** A read store with the books, on a line that a test can break. */
export async function behindProxy(url: string): Promise<BehindProxy> {
  const namespace = freshNamespace('faults');
  const proxy = await WireProxy.start(url);
  const direct = await openMongoReadStore({ url, namespace });
  const reads = await openMongoReadStore({ url: proxy.url, namespace, selectionTimeoutMs: 1_000 });
  for (const book of BOOKS) await direct.ensure(book);
  return {
    proxy,
    reads,
    direct,
    async dispose() {
      await reads.close();
      await direct.close();
      proxy.close();
      await dropDatabase(url, namespace);
    },
  };
}

/** A fate for the nth command of a kind (from 1), once. */
export function once(fate: Fate, which: Partial<SeenCommand> & { readonly nth?: number }) {
  let left = which.nth ?? 1;
  return (command: SeenCommand): Fate | undefined => {
    const isOne =
      command.name === which.name &&
      (which.collection === undefined || command.collection === which.collection);
    if (!isOne) return undefined;
    left -= 1;
    return left === 0 ? fate : undefined;
  };
}

export const seedOf = (name: string): Seeded => seeded(`mongodb: ${name}`, { runs: 1 });
