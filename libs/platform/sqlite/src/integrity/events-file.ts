import { prepareRows } from '../database/database.js';
import { EVENT_COLUMNS, eventOf, type EventRow } from '../event-store/event-rows.js';
import { EVENT_STORE_SCHEMA, EVENT_STORE_SCHEMA_VERSION } from '../event-store/schema.js';
import { inspected, type Damage, type Inspection, type Progress } from './inspect.js';

/** Positions looked at between two words about the progress. */
const STRETCH = 10_000;

/** What a log was found to be. */
export interface LogFile {
  readonly damages: readonly Damage[];
  readonly log: string;
  readonly head: number;
}

/**
 * Looks at every event of a file: its checksum, its place in the log and in its stream, and
 * whether the index finds it there. Throws StoreLocked.
 */
export function verifyEventsFile(file: string, progress: Progress = () => undefined): LogFile {
  let known = { log: '', head: 0 };
  const options = {
    file,
    synchronous: 'full',
    schemaVersion: EVENT_STORE_SCHEMA_VERSION,
    schema: EVENT_STORE_SCHEMA,
  } as const;
  const damages = inspected(options, progress, {
    tables: (fresh) => fresh.exec(EVENT_STORE_SCHEMA),
    look: (inspection) => {
      known = stateOf(inspection);
      checkEvents(inspection, known.head);
    },
  });
  return { damages, ...known };
}

interface State {
  readonly log: string;
  readonly head: number;
}

function stateOf({ db, found }: Inspection): State {
  const states = prepareRows(db, 'SELECT head, indexed_up_to, log FROM log_state').all();
  const [state, ...more] = states as unknown as [number, number, string][];
  const [last] = prepareRows(db, 'SELECT coalesce(max(position), 0) FROM events').get() as [number];
  const [head = -1, indexed = 0, log = ''] = state ?? [];
  if (!state || more.length > 0) found('the state of the log is not there once');
  if (head !== last) found(`the log ends at ${last}, not at ${head} as written`);
  if (indexed > head) found(`the index goes to ${indexed}, beyond the head ${head}`);
  if (!/^[0-9a-f]{32}$/.test(log)) found(`the id of the log is no id: ${log}`);
  return { log, head: Math.max(head, last) };
}

function checkEvents(inspection: Inspection, head: number): void {
  const heads = new Map<number, number>();
  for (let after = 0; after < head; after += STRETCH) {
    checkStretch(inspection, after, heads);
    inspection.progress(Math.min(after + STRETCH, head), head);
  }
  checkStreams(inspection, heads);
}

type Row = [...EventRow, stream: number];

/** Events after a position: dense, sound, the next ones of their streams, and in the index. */
function checkStretch({ db, found }: Inspection, after: number, heads: Map<number, number>): void {
  const rows = prepareRows(
    db,
    `SELECT ${EVENT_COLUMNS}, e.stream FROM events e LEFT JOIN streams s ON s.id = e.stream ` +
      'WHERE e.position > ? AND e.position <= ? ORDER BY e.position',
  );
  let expected = after + 1;
  for (const row of rows.iterate(after, after + STRETCH) as unknown as Iterable<Row>) {
    const [position, revision] = row;
    if (position !== expected) found(`events ${expected}..${position - 1} are missing`);
    expected = position + 1;
    for (const what of wrongWith(row, (heads.get(row[8]) ?? -1) + 1)) found(what);
    heads.set(row[8], revision);
  }
  for (const position of notIndexed(db, after)) found(`the index does not find event ${position}`);
  for (const position of wronglyIndexed(db, after))
    found(`the index has something else at ${position}`);
}

function wrongWith(row: Row, nextRevision: number): readonly string[] {
  const [position, revision] = row;
  const dense = revision === nextRevision ? [] : [`event ${position}: its stream is not dense`];
  try {
    eventOf(row.slice(0, 8) as EventRow);
    return dense;
  } catch (error) {
    return [...dense, (error as Error).message];
  }
}

function notIndexed(db: Inspection['db'], after: number): readonly number[] {
  const rows = prepareRows(
    db,
    'SELECT e.position FROM events e, log_state WHERE e.position > ? AND e.position <= ? ' +
      'AND e.position <= indexed_up_to AND NOT EXISTS (SELECT 1 FROM stream_index i ' +
      'WHERE i.stream = e.stream AND i.revision = e.revision AND i.position = e.position)',
  ).all(after, after + STRETCH);
  return (rows as unknown as [number][]).map(([position]) => position);
}

function wronglyIndexed(db: Inspection['db'], after: number): readonly number[] {
  if (after > 0) return [];
  const rows = prepareRows(
    db,
    'SELECT i.position FROM stream_index i LEFT JOIN events e ON e.position = i.position ' +
      'WHERE e.stream IS NOT i.stream OR e.revision IS NOT i.revision',
  ).all();
  return (rows as unknown as [number][]).map(([position]) => position);
}

function checkStreams({ db, found }: Inspection, heads: ReadonlyMap<number, number>): void {
  const rows = prepareRows(db, 'SELECT id, name FROM streams').iterate();
  for (const [id, name] of rows as unknown as Iterable<[number, string]>)
    if (!heads.has(id)) found(`${name} has a number and no events`);
}
