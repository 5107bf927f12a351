import { kafkaContainer } from './container.js';

/** A broker that a suite may use, and where it comes from. */
export interface FoundKafka {
  readonly brokers: readonly string[];
  readonly origin: string;
  stop(): Promise<void>;
}

/**
 * The broker of TAMANI_KAFKA_BROKERS; else one in a container, if there is a runtime for it; else
 * nothing, said aloud.
 */
export async function findKafka(suite: string): Promise<FoundKafka | undefined> {
  const given = process.env['TAMANI_KAFKA_BROKERS'];
  if (given)
    return {
      brokers: given.split(','),
      origin: `TAMANI_KAFKA_BROKERS=${given}`,
      stop: async () => undefined,
    };
  const found = await kafkaContainer();
  if (!found)
    process.stderr.write(
      `${suite}: SKIPPED: no Kafka: TAMANI_KAFKA_BROKERS is not set, no container runtime answers\n`,
    );
  return found;
}
