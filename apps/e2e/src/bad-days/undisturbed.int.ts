import { expect, test } from '@jest/globals';
import { describeOn } from '@tamani/testing';
import { runDay, undisturbedOutcome } from './harness/day.js';
import { testDay } from './harness/seeds.js';
import { addressesFor } from './rig/addresses.js';
import { onServers } from './rig/engines.js';
import { Replica } from './rig/replica.js';
import { freshNamespace } from './rig/rig.js';

const addresses = addressesFor('bad days: undisturbed');

describeOn(addresses, 'without any trouble', (found) => {
  testDay('two replicas on the engines end as in memory', {
    addresses: () => found,
    round: () => () => ({}),
  });
});
