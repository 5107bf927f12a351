import { kafkaServer, serverOf } from '@tamani/testing';

/** A broker that a suite may use, and where it comes from. */
export interface FoundKafka {
  readonly brokers: readonly string[];
  readonly origin: string;
  stop(): Promise<void>;
}

/** The broker of the environment, or in a container; else nothing, said aloud. */
export async function findKafka(): Promise<FoundKafka | undefined> {
  const server = await serverOf(kafkaServer);
  if (!server) return undefined;
  const { address, stop } = server;
  return { brokers: address.split(','), origin: address, stop };
}
