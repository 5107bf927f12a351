import type { BusHandler, BusMessage } from '../bus.port.js';
import { PayloadTooLarge, StoreMisuse } from '../store-errors.js';
import { isStorable } from './text.js';

/** `.` and `..` are not valid topic names, as they are not valid file names. */
const TOPIC = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,200}$/;
const MAX_MESSAGES = 1_000;
const MAX_MESSAGE_BYTES = 256 * 1024;
const MAX_NAME_LENGTH = 200;
/** Headers that carry the attributes of the message itself, in the Kafka binding of CloudEvents. */
const ENVELOPE = /^(ce_.*|content-type)$/i;

/** A handler to which messages of other types are nothing: they are handled by leaving them. */
export function handlerOfTypes(
  types: readonly string[] | undefined,
  handler: BusHandler,
): BusHandler {
  if (!types) return handler;
  const taken = new Set(types);
  return async (delivery) => (taken.has(delivery.type) ? handler(delivery) : undefined);
}

/** Throws StoreMisuse for a name that some engine refuses as a topic or group. */
export function checkTopic(name: string): void {
  if (!TOPIC.test(name)) throw new StoreMisuse(`not a topic or group name: ${name}`);
}

/**
 * Refuses invalid input before anything is queued: StoreMisuse for a message without id,
 * type or key, for texts that would be changed and for headers that name attributes;
 * PayloadTooLarge for more than 1,000 messages, or for one above 256 KiB with its headers.
 */
export function checkMessages(messages: readonly BusMessage[]): void {
  if (messages.length > MAX_MESSAGES)
    throw new PayloadTooLarge(`${messages.length} messages in one publish`);
  for (const message of messages) checkMessage(message);
}

function checkMessage(message: BusMessage): void {
  for (const name of [message.id, message.type, message.key])
    if (!isStorable(name) || name.length === 0 || name.length > MAX_NAME_LENGTH)
      throw new StoreMisuse(`a message without id, type or key: ${JSON.stringify(message)}`);
  const headers = Object.entries(message.headers ?? {}).flat();
  const texts = [message.data, ...headers];
  if (!texts.every(isStorable))
    throw new StoreMisuse(`${message.type}: data and headers are texts without NUL`);
  for (const name of Object.keys(message.headers ?? {}))
    if (name.length === 0 || ENVELOPE.test(name))
      throw new StoreMisuse(`${message.type}: a header may not be named "${name}"`);
  if (texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) > MAX_MESSAGE_BYTES)
    throw new PayloadTooLarge(`${message.type}: a message above ${MAX_MESSAGE_BYTES} bytes`);
}
