export { openKafkaBus, KafkaBus } from './kafka-bus.js';
export type { KafkaBusOptions } from './kafka-bus.js';
export type { KafkaLog, KafkaUser } from './client.js';
export type { ConsumerHealth } from './consume/group-consumer.js';
