import { expect } from '@jest/globals';
import { testDay } from './harness/seeds.js';
import { describeDays } from './harness/suite.js';
import { partition, Struck } from './trouble/lines.js';

await describeDays('a partition between a replica and', (engines) => {
  for (const engine of ['store', 'bus', 'reads'] as const) {
    const struck = new Struck();
    testDay(`the ${engine}`, {
      engines,
      hasLines: true,
      round: () => () => ({ trouble: partition(engine, struck) }),
      struck: () => {
        process.stderr.write(`${engine}: ${JSON.stringify(struck)}\n`);
        expect(Math.min(struck.cut, struck.dropped, struck.held)).toBeGreaterThan(0);
      },
    });
  }
});
