import { EventStoreModel } from '../memory/event-store.model.js';
import { memoryEventStore } from '../memory/memory-event-store.js';
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
