import { expect } from '@jest/globals';
import { describeOn } from '@tamani/testing';
import { testDay } from './harness/seeds.js';
import { addressesFor } from './rig/addresses.js';
import { partition, Struck } from './trouble/lines.js';

const addresses = addressesFor('bad days: partitions');

describeOn(addresses, 'a partition between a replica and', (found) => {
  for (const engine of ['store', 'bus', 'reads'] as const) {
    const struck = new Struck();
    testDay(`the ${engine}`, {
      addresses: () => found,
      round: () => () => ({ trouble: partition(engine, struck) }),
      struck: () => {
        process.stderr.write(`${engine}: ${JSON.stringify(struck)}\n`);
        expect(Math.min(struck.cut, struck.held)).toBeGreaterThan(0);
      },
    });
  }
});
