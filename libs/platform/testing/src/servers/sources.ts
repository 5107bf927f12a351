import type { ServerSource } from './server-source.js';

/** A port of the host that Kafka is told to announce: clients come back to what it announces. */
const KAFKA_PORT = 29_392;

export const esdbServer: ServerSource = {
  name: 'EventStoreDB',
  variable: 'TAMANI_ESDB_URL',
  container: {
    image: 'eventstore/eventstore:24.10.6',
    port: 2113,
    environment: {
      EVENTSTORE_INSECURE: 'true',
      EVENTSTORE_CLUSTER_SIZE: '1',
      EVENTSTORE_RUN_PROJECTIONS: 'None',
    },
    address: (host, port) => `esdb://${host}:${port}?tls=false`,
  },
};

export const kafkaServer: ServerSource = {
  name: 'Kafka',
  variable: 'TAMANI_KAFKA_BROKERS',
  container: {
    image: 'apache/kafka:4.1.1',
    port: KAFKA_PORT,
    hostPort: KAFKA_PORT,
    environment: {
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_LISTENERS: `PLAINTEXT://:${KAFKA_PORT},CONTROLLER://:9093`,
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://localhost:${KAFKA_PORT}`,
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
    },
    address: (host, port) => `${host}:${port}`,
  },
};

export const mongoServer: ServerSource = {
  name: 'MongoDB',
  variable: 'TAMANI_MONGO_URL',
  container: {
    image: 'mongo:8.0.15',
    port: 27017,
    address: (host, port) => `mongodb://${host}:${port}`,
  },
};
