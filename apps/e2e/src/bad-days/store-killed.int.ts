import { expect } from '@jest/globals';
import { testDay } from './harness/seeds.js';
import { describeDays } from './harness/suite.js';
import { killedOnce, printRestarts, type Restarts } from './trouble/kills.js';

const KIND = 'esdb';

await describeDays(
  'the event store killed under load',
  (engines) => {
    const restarts: Restarts = [];
    const engine = engines.own.get(KIND);
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
  KIND,
);
