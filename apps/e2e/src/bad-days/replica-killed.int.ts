import type { BusHandler } from '@tamani/ports';
import { testControl, testDay } from './harness/seeds.js';
import { later } from './harness/scene.js';
import { describeDays } from './harness/suite.js';
import { withHandler } from './trouble/buses.js';
import { replicaKilled } from './trouble/kills.js';

const BETWEEN_MS = 400;

/** The message counts as handled before it is: it is lost with the replica that has it in hand. */
const tooEarly =
  (handler: BusHandler): BusHandler =>
  async (delivery) => {
    void later(BETWEEN_MS)
      .then(() => handler(delivery))
      .catch(() => undefined);
  };

await describeDays('a replica killed under load', (engines) => {
  testDay('the other one takes over', {
    engines,
    hasLines: true,
    round: () => () => ({ trouble: replicaKilled }),
  });

  testControl('offsets saved before the message is handled lose it with its replica', {
    engines,
    hasLines: true,
    round: () => () => ({
      deadlineMs: 20_000,
      trouble: replicaKilled,
      wrap: (ports) => ({ ...ports, bus: withHandler(ports.bus, tooEarly) }),
    }),
    fails: /no answer at last: StoreUnavailable: it is|outcome: |read model: /,
  });
});
