export const BUS_SCHEMA_VERSION = 3;
/** MiB of pages in memory: messages are read while they are new, along the end of the file. */
export const BUS_CACHE_MIB = 2;

/**
 * One table per topic (`messages_<id>`, created on first use), so that its offsets are dense.
 * `log` says which log the messages are of, `reached` up to where of it a topic has them all.
 * Messages before `first` were handled by every group and are deleted (see retention.ts).
 */
export const BUS_SCHEMA = `
  CREATE TABLE topics (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    reached INTEGER NOT NULL DEFAULT 0,
    first INTEGER NOT NULL DEFAULT 1
  );
  CREATE TABLE offsets (
    consumer_group TEXT NOT NULL,
    topic INTEGER NOT NULL,
    handled_up_to INTEGER NOT NULL,
    handled_beyond TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (consumer_group, topic)
  ) WITHOUT ROWID;
  CREATE TABLE log (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL
  )`;

/** The table of one topic; `id` is a number assigned by this code. */
export const topicTable = (id: number): string => `
  CREATE TABLE IF NOT EXISTS messages_${id} (
    message_offset INTEGER PRIMARY KEY,
    checksum INTEGER NOT NULL,
    key TEXT NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    headers TEXT NOT NULL,
    data TEXT NOT NULL
  )`;
