export const READ_STORE_SCHEMA_VERSION = 1;

/** Each collection has a table of its own beside these (see collection-table.ts). */
export const READ_STORE_SCHEMA = `
  CREATE TABLE collections (
    name TEXT PRIMARY KEY,
    spec TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE checkpoints (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    expires_at_ms INTEGER NOT NULL
  ) WITHOUT ROWID`;
