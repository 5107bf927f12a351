import { BusModel } from '../memory/bus.model.js';
import { EventStoreModel } from '../memory/event-store.model.js';
import { memoryBus } from '../memory/memory-bus.js';
import { memoryEventStore } from '../memory/memory-event-store.js';
import { describeBusContract } from './bus/bus.contract.js';
import { describeEventStoreContract } from './event-store/event-store.contract.js';

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
