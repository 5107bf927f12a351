export * from './engines.js';
export * from './given-when-then.js';
export { describeEventStoreContract } from './contracts/event-store/event-store.contract.js';
export { describeBusContract } from './contracts/bus/bus.contract.js';
export type { BusHarness } from './contracts/bus/bus.harness.js';
export { describeReadStoreContract } from './contracts/read-store/read-store.contract.js';
export type { ReadStoreHarness } from './contracts/read-store/read-store.harness.js';
export { describeOn, serverOf } from './servers/server-source.js';
export { esdbServer, kafkaServer, mongoServer } from './servers/sources.js';
