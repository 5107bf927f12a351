import { afterAll } from '@jest/globals';
import { describeBusContract, describeOn, type BusHarness } from '@tamani/testing';
import { findKafka } from '../testing/engine.js';
import { openKafkaBus, type KafkaBus } from './index.js';

const found = await findKafka();
afterAll(() => found?.stop());

/** Each run is five schedules with topics, groups and members of their own. */
const RUNS = 40;

async function openHarness(brokers: readonly string[]): Promise<BusHarness> {
  const options = { brokers, namespace: 'contract', partitions: 3, retryPauseMs: 1 };
  let bus: KafkaBus = await openKafkaBus(options);
  return {
    bus,
    async reopen() {
      await bus.close();
      bus = await openKafkaBus(options);
      return bus;
    },
    dispose: () => bus.close(),
  };
}

describeOn(found, 'kafka: bus', ({ brokers, origin }) => {
  process.stderr.write(`kafka: bus contract: ${origin}\n`);
  describeBusContract('kafka', () => openHarness(brokers), { runs: RUNS });
});
