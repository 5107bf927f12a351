export const EVENT_STORE_SCHEMA_VERSION = 2;

/**
 * `streams` numbers the names. `events` is the log: its rows are only ever appended, so a commit
 * touches the last page. `stream_index` finds the events of a stream; it is filled behind the
 * log, in sorted slices (see stream-index.ts), because random inserts into it cost more than
 * the events themselves. `log_state` is written once per commit: its head says where the log ends,
 * so that an end cut off is noticed and a position is never given twice. (AUTOINCREMENT does the
 * latter too, at a cost for every event.) Its `log` is the id of the log, made with it.
 */
export const EVENT_STORE_SCHEMA = `
  CREATE TABLE streams (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  );
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    data TEXT NOT NULL,
    meta TEXT NOT NULL
  );
  CREATE TABLE stream_index (
    stream INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (stream, revision)
  ) WITHOUT ROWID;
  CREATE TABLE log_state (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    head INTEGER NOT NULL,
    indexed_up_to INTEGER NOT NULL,
    log TEXT NOT NULL
  );
  INSERT INTO log_state VALUES (1, 0, 0, lower(hex(randomblob(16))))`;
