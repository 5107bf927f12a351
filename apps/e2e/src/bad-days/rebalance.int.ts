import type { Trouble } from './harness/day.js';
import { later } from './harness/scene.js';
import { testDay } from './harness/seeds.js';
import { describeDays } from './harness/suite.js';
import { Gate, withHandler } from './trouble/buses.js';

const LONGEST_MS = 1_500;

/** A third replica joins all groups while handlers are held, works for a while and leaves. */
function rebalanced(gate: Gate): Trouble {
  return async (scene, random) => {
    await scene.moment(random, [0, 0.6]);
    gate.shut();
    await scene.until(() => gate.waiting > 0);
    const joining = scene.rig.join('c');
    await later(random.below(LONGEST_MS));
    gate.open();
    const third = await joining;
    await later(random.below(LONGEST_MS));
    gate.shut();
    await later(random.below(LONGEST_MS / 3));
    const leaving = scene.rig.leave(third);
    await later(random.below(LONGEST_MS / 3));
    gate.open();
    await leaving;
  };
}

await describeDays('a rebalance in mid-handling', (engines) => {
  testDay('a third replica joins and leaves while messages are in hand', {
    engines,
    round: () => () => {
      const gate = new Gate();
      return {
        trouble: rebalanced(gate),
        wrap: (ports) => ({ ...ports, bus: withHandler(ports.bus, gate.before) }),
      };
    },
  });
});
