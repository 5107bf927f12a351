import { testControl, testDay } from './harness/seeds.js';
import { describeDays } from './harness/suite.js';
import { unruly, withHandler } from './trouble/buses.js';

await describeDays('messages', (engines) => {
  testDay('twice, in another order across keys, acknowledged in vain', {
    engines,
    round: () => (seed) => ({ wrap: (ports, replica) => unruly(seed, replica)(ports) }),
  });

  testControl('when command ids are not remembered, a repeat has an effect of its own', {
    engines,
    round: () => (seed) => ({
      settings: { rememberCommandIds: false },
      wrap: (ports, replica) => unruly(seed, replica)(ports),
    }),
    fails: /twice: command|was refused/,
  });

  testControl('a bus that hands one message in four over never', {
    engines,
    round: () => () => ({
      deadlineMs: 20_000,
      wrap: (ports) => {
        let count = 0;
        const bus = withHandler(ports.bus, (handler) => async (delivery) => {
          count += 1;
          if (count % 4 > 0) await handler(delivery);
        });
        return { ...ports, bus };
      },
    }),
    fails: /no answer at last: StoreUnavailable: it is|outcome: /,
  });
});
