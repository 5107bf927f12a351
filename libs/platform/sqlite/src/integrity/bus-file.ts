import { prepareRows } from '../database/database.js';
import { offsetChecksum } from '../bus/offsets.js';
import { BUS_SCHEMA, BUS_SCHEMA_VERSION, topicTable } from '../bus/schema.js';
import { TopicLog } from '../bus/topic-log.js';
import { inspected, type Damage, type Inspection, type Progress } from './inspect.js';

type Topic = [id: number, name: string];

/** Looks at every message of a file, and at what the groups have handled. */
export function verifyBusFile(
  file: string,
  progress: Progress = () => undefined,
): readonly Damage[] {
  const options = {
    file,
    synchronous: 'full',
    schemaVersion: BUS_SCHEMA_VERSION,
    schema: BUS_SCHEMA,
  } as const;
  return inspected(options, progress, {
    tables: (fresh, db) => {
      fresh.exec(BUS_SCHEMA);
      for (const [id] of topicsOf({ db })) fresh.exec(topicTable(id));
    },
    look: (inspection) => {
      const topics = new Map(topicsOf(inspection));
      const heads = new Map<number, number>();
      for (const topic of topics) heads.set(topic[0], checkTopic(inspection, topic));
      checkOffsets(inspection, heads);
    },
  });
}

const topicsOf = ({ db }: Pick<Inspection, 'db'>): readonly Topic[] =>
  prepareRows(db, 'SELECT id, name FROM topics').all() as unknown as Topic[];

const PAGE = 1_000;

/** The head of a topic whose messages are all dense and sound. */
function checkTopic({ db, progress, found }: Inspection, [id, name]: Topic): number {
  let log: TopicLog;
  try {
    log = new TopicLog(db, id, name);
  } catch (error) {
    found((error as Error).message);
    return Number.MAX_SAFE_INTEGER;
  }
  for (let after = log.first - 1; after < log.head; after += PAGE) {
    try {
      log.after(after, PAGE);
    } catch (error) {
      found((error as Error).message);
    }
    progress(Math.min(after + PAGE, log.head), log.head);
  }
  return log.head;
}

type OffsetRow = [group: string, topic: number, upTo: number, beyond: string, checksum: number];

function checkOffsets({ db, found }: Inspection, heads: ReadonlyMap<number, number>): void {
  const rows = prepareRows(
    db,
    'SELECT consumer_group, topic, handled_up_to, handled_beyond, checksum FROM offsets',
  ).all();
  for (const [group, topic, upTo, beyond, checksum] of rows as unknown as OffsetRow[]) {
    if (offsetChecksum([group, topic, upTo, beyond]) !== checksum)
      found(`what ${group} has handled does not have its checksum`);
    else if (upTo > (heads.get(topic) ?? -1)) found(`${group} has handled more than there is`);
  }
}
