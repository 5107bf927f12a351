import { OutcomeUnknown, StoreUnavailable } from '@tamani/ports';
import { Partitioners, type Producer } from 'kafkajs';
import { kafkaClient, type KafkaAddress } from '../client.js';
import type { OutgoingRecord } from '../cloud-event.js';
import { reasonOf } from '../kafka-errors.js';
import { Renewable } from '../renewable.js';

/** Bytes of a request: below `message.max.bytes` of a broker, whose default is 1 MiB. */
const MAX_BYTES = 900_000;
const MAX_RECORDS = 2_000;

export interface WeighedRecord {
  readonly record: OutgoingRecord;
  readonly bytes: number;
}

/** One call of `publish`; long ones go in several parts, in order. */
interface Call {
  readonly topic: string;
  partsLeft: number;
  isPartlySent: boolean;
  error?: Error;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

interface Part {
  readonly call: Call;
  readonly records: readonly OutgoingRecord[];
  readonly bytes: number;
}

/**
 * Sends records, one request after the other, the calls that wait together in one. Never two at
 * a time: the driver takes back the sequence numbers of a failed request, and another one that
 * took the same numbers meanwhile would be acknowledged by the broker as a repeat and never be
 * written. After a request that failed for good, the numbers are those of a new producer.
 */
export class Publisher {
  private readonly producer: Renewable<Producer>;
  private readonly waiting: Part[] = [];
  private sending: Promise<void> | undefined;

  constructor(
    address: KafkaAddress,
    private readonly failed: (topic: string) => void,
  ) {
    this.producer = new Renewable(() =>
      kafkaClient(address).producer({
        idempotent: true,
        maxInFlightRequests: 1,
        allowAutoTopicCreation: false,
        createPartitioner: Partitioners.DefaultPartitioner,
      }),
    );
  }

  /** Connects ahead of the first message. */
  async connect(): Promise<void> {
    await this.producer.get();
  }

  /**
   * Resolves when all in-sync replicas have the records. Throws StoreUnavailable when certainly
   * none was written, OutcomeUnknown otherwise.
   */
  send(topic: string, records: readonly WeighedRecord[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const parts = partsOf(records);
      const call: Call = {
        topic,
        partsLeft: parts.length,
        isPartlySent: false,
        resolve,
        reject,
      };
      this.waiting.push(...parts.map((part) => ({ ...part, call })));
      this.sending ??= this.sendAll();
    });
  }

  /** Sends what waits, then ends the connection. */
  async close(): Promise<void> {
    while (this.sending) await this.sending;
    await this.producer.close();
  }

  private async sendAll(): Promise<void> {
    // At the end of the turn, so that calls of the same turn go together.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const parts = this.nextParts();
      const error = await this.request(parts);
      for (const part of parts) finish(part, error);
    }
    // Here and not in a `finally`, which would run after a caller that sends again at once.
    this.sending = undefined;
  }

  private nextParts(): readonly Part[] {
    let [bytes, records, count] = [0, 0, 0];
    for (const part of this.waiting) {
      bytes += part.bytes;
      records += part.records.length;
      if (count > 0 && (bytes > MAX_BYTES || records > MAX_RECORDS)) break;
      count += 1;
    }
    const taken = this.waiting.splice(0, count);
    const sendable = taken.filter(({ call }) => !call.error);
    for (const part of taken) if (part.call.error) finish(part, undefined);
    return sendable;
  }

  /** Returns why it failed. */
  private async request(parts: readonly Part[]): Promise<Error | undefined> {
    if (parts.length === 0) return undefined;
    let producer: Producer;
    try {
      producer = await this.producer.get();
    } catch (error) {
      return new StoreUnavailable(`Kafka cannot be reached: ${reasonOf(error)}`);
    }
    try {
      const topicMessages = parts.map(({ call: { topic }, records }) => ({
        topic,
        messages: [...records],
      }));
      await producer.sendBatch({ acks: -1, topicMessages });
      return undefined;
    } catch (error) {
      this.producer.discard();
      for (const { call } of parts) this.failed(call.topic);
      return new OutcomeUnknown(`Kafka did not confirm the messages: ${reasonOf(error)}`);
    }
  }
}

/** The last part of a call settles it; the first failed one keeps the others from being sent. */
function finish({ call }: Part, error: Error | undefined): void {
  call.partsLeft -= 1;
  if (error && call.isPartlySent && error instanceof StoreUnavailable)
    call.error ??= new OutcomeUnknown(`only a part of the messages was sent: ${error.message}`);
  else if (error) call.error ??= error;
  else if (!call.error) call.isPartlySent = true;
  if (call.partsLeft > 0) return;
  if (call.error) call.reject(call.error);
  else call.resolve();
}

function partsOf(records: readonly WeighedRecord[]): readonly Omit<Part, 'call'>[] {
  const parts: { records: OutgoingRecord[]; bytes: number }[] = [];
  for (const { record, bytes } of records) {
    const last = parts.at(-1);
    if (last && last.bytes + bytes <= MAX_BYTES) {
      last.records.push(record);
      last.bytes += bytes;
    } else parts.push({ records: [record], bytes });
  }
  return parts;
}
