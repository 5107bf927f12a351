import type { BusMessage, Delivery } from '@tamani/ports';
import type { IHeaders, KafkaMessage } from 'kafkajs';

/** A record as it goes to a broker, with what it weighs there. */
export interface OutgoingRecord {
  readonly key: string;
  readonly value: string;
  readonly headers: Record<string, string>;
}

/** A record that came from a broker. */
export interface IncomingRecord {
  readonly offset: number;
  readonly bytes: number;
  readonly delivery: Omit<Delivery, 'attempt'>;
}

const CONTENT_TYPE = 'content-type';
const ATTRIBUTE = /^ce_/;
/** What the format of Kafka adds to a record and to each header, at most. */
const RECORD_OVERHEAD = 100;
const HEADER_OVERHEAD = 10;

/**
 * A message in binary mode: attributes and user headers side by side, the value is the data.
 * Source: CloudEvents 1.0, Kafka protocol binding, 3.2.
 */
export function recordOf(topic: string, { id, type, key, data, headers }: BusMessage) {
  const record: OutgoingRecord = {
    key,
    value: data,
    headers: {
      ...headers,
      ce_specversion: '1.0',
      ce_id: id,
      ce_type: type,
      ce_source: `/tamani/${topic}`,
      [CONTENT_TYPE]: 'application/json',
    },
  };
  return { record, bytes: bytesOf(record) };
}

/** The topic is the one without namespace, as above this package. */
export function deliveryOf(topic: string, place: string, message: KafkaMessage): IncomingRecord {
  const headers = textsOf(message.headers ?? {});
  const { ce_id: id = `${place}-${message.offset}`, ce_type: type = '' } = headers;
  const rest = Object.entries(headers).filter(
    ([name]) => !ATTRIBUTE.test(name) && name !== CONTENT_TYPE,
  );
  const [key, data] = [message.key?.toString() ?? '', message.value?.toString() ?? ''];
  const { offset } = message;
  return {
    offset: Number(offset),
    bytes: (message.value?.length ?? 0) + RECORD_OVERHEAD,
    delivery: { topic, offset, id, type, key, data, headers: Object.fromEntries(rest) },
  };
}

function bytesOf({ key, value, headers }: OutgoingRecord): number {
  const texts = [key, value, ...Object.entries(headers).flat()];
  const overhead = RECORD_OVERHEAD + Object.keys(headers).length * HEADER_OVERHEAD;
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), overhead);
}

/** A header may come several times from others than us; the last one counts. */
const textsOf = (headers: IHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String([value].flat().at(-1) ?? '')]),
  );
