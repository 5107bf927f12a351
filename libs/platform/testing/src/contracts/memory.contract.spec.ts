import { BusModel } from '../memory/bus.model.js';
import { EventStoreModel } from '../memory/event-store.model.js';
import { memoryBus } from '../memory/memory-bus.js';
import { memoryEventStore } from '../memory/memory-event-store.js';
import { memoryReadStore } from '../memory/memory-read-store.js';
import { ReadStoreModel } from '../memory/read-store.model.js';
import { describeBusContract } from './bus/bus.contract.js';
import { describeEventStoreContract } from './event-store/event-store.contract.js';
import { describeReadStoreContract } from './read-store/read-store.contract.js';

describeEventStoreContract('memory', async () => {
  const model = new EventStoreModel();
  let store = memoryEventStore(model);
  return {
    store,
    reopen: async () => {
      await store.close();
      return (store = memoryEventStore(model));
    },
    dispose: () => store.close(),
  };
});

describeBusContract('memory', async () => {
  const options = { model: new BusModel(), retryPauseMs: 1 };
  let bus = memoryBus(options);
  return {
    bus,
    reopen: async () => {
      await bus.close();
      return (bus = memoryBus(options));
    },
    dispose: () => bus.close(),
  };
});

describeReadStoreContract('memory', async () => {
  const options = { model: new ReadStoreModel() };
  let reads = memoryReadStore(options);
  return {
    reads,
    reopen: async () => {
      await reads.close();
      return (reads = memoryReadStore(options));
    },
    dispose: () => reads.close(),
  };
});
