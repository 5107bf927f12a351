import { testDay } from './harness/seeds.js';
import { describeDays } from './harness/suite.js';
import { replicaKilled } from './trouble/kills.js';

await describeDays('a replica killed under load', (engines) => {
  testDay('the other one takes over', {
    engines,
    round: () => () => ({ trouble: replicaKilled }),
  });
});
