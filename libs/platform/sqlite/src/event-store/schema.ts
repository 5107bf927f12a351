export const EVENT_STORE_SCHEMA_VERSION = 1;

/**
 * `streams` numbers the names. `events` is the log: its rows are only ever appended, so a commit
 * touches the last page. `stream_index` finds the events of a stream; it is filled behind the
 * log, in sorted slices (see stream-index.ts), because random inserts into it cost more than
 * the events themselves. AUTOINCREMENT: a position is never given twice, whatever happens.
 */
export const EVENT_STORE_SCHEMA = `
  CREATE TABLE streams (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  );
  CREATE TABLE events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
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
  CREATE TABLE indexed (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    up_to INTEGER NOT NULL
  );
  INSERT INTO indexed VALUES (1, 0)`;
