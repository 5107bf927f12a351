export { openKafkaBus, KafkaBus } from './kafka-bus.js';
export type { KafkaBusOptions } from './kafka-bus.js';
export type { KafkaLog } from './client.js';
export type { ConsumerHealth } from './consume/group-consumer.js';
