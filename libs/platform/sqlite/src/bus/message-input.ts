import { isStorable, PayloadTooLarge, StoreMisuse, type BusMessage } from '@tamani/ports';

const TOPIC = /^[A-Za-z0-9._-]{1,200}$/;
const MAX_MESSAGES = 1_000;
const MAX_MESSAGE_BYTES = 256 * 1024;
const MAX_NAME_LENGTH = 200;

/** A name that every engine takes for a topic or a group. */
export function checkTopic(name: string): void {
  if (!TOPIC.test(name)) throw new StoreMisuse(`not a name of a topic or group: ${name}`);
}

/** Refuses what no engine takes, before anything is queued. */
export function checkMessages(messages: readonly BusMessage[]): void {
  if (messages.length > MAX_MESSAGES)
    throw new PayloadTooLarge(`${messages.length} messages in one publish`);
  for (const message of messages) {
    for (const name of [message.id, message.type, message.key])
      if (!isStorable(name) || name.length === 0 || name.length > MAX_NAME_LENGTH)
        throw new StoreMisuse(`a message without id, type or key: ${JSON.stringify(message)}`);
    const headers = Object.entries(message.headers ?? {}).flat();
    if (![message.data, ...headers].every(isStorable))
      throw new StoreMisuse(`${message.type}: data and headers are texts without NUL`);
    if (Buffer.byteLength(message.data) > MAX_MESSAGE_BYTES)
      throw new PayloadTooLarge(`${message.type}: a message above ${MAX_MESSAGE_BYTES} bytes`);
  }
}
