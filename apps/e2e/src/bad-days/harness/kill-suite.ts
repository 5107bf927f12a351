import { expect } from '@jest/globals';
import { killedOnce, printRestarts, type Restarts } from '../trouble/kills.js';
import type { EngineKind } from './engines-of-suite.js';
import { testDay } from './seeds.js';
import { describeDays } from './suite.js';

/** A suite whose own engine is killed under the work, and started again on its data. */
export async function describeKill(kind: EngineKind, name: string): Promise<void> {
  await describeDays(
    name,
    (engines) => {
      const restarts: Restarts = [];
      const engine = engines.own.get(kind)?.engine;
      if (!engine) throw new Error('the suite has no such engine of its own');
      testDay('it is started again, and all ends well', {
        engines,
        round: (seeds) => {
          const trouble = killedOnce(engine, restarts, seeds);
          return () => ({ trouble });
        },
        struck: () => {
          printRestarts(engine.command.name, restarts);
          expect(restarts.length).toBeGreaterThan(1);
        },
      });
    },
    kind,
  );
}
