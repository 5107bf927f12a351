export { openKafkaBus, KafkaBus } from './kafka-bus.js';
export type { KafkaBusOptions } from './kafka-bus.js';
export type { KafkaUser } from './client.js';
