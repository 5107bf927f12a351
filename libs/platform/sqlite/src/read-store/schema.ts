export const READ_STORE_SCHEMA_VERSION = 2;

/**
 * Each collection has a table of its own beside these (see collection-table.ts). `log` says which
 * log all of it is folded from; a checkpoint also has the event that it stands at.
 */
export const READ_STORE_SCHEMA = `
  CREATE TABLE collections (
    name TEXT PRIMARY KEY,
    spec TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE checkpoints (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    log TEXT NOT NULL,
    event TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE log (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL
  );
  CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    expires_at_ms INTEGER NOT NULL
  ) WITHOUT ROWID`;
