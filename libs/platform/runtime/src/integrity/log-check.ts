import {
  ForeignLog,
  type Bus,
  type Delivery,
  type EventStore,
  type LogMark,
  type ReadStore,
  type SavedMark,
} from '@tamani/ports';
import type { RuntimePorts } from '../runtime-ports.js';

type Checked = Pick<RuntimePorts, 'store' | 'reads' | 'bus'>;

/**
 * Everything that is derived belongs to this log, in the state it is in: read models, bus, every
 * checkpoint. Throws ForeignLog, naming the part; then nothing may be served or written.
 */
export async function checkLog({ store, reads, bus }: Checked): Promise<void> {
  const ours = await logOf(store);
  const readsLog = await reads.keepLog(ours);
  if (readsLog !== ours) throw anotherLog(placeOf(reads), readsLog, ours);
  for (const saved of await reads.marks()) await checkMark(store, placeOf(reads), saved);
  const known = await bus.keepLog?.(ours);
  if (known) await checkMark(store, placeOf(bus), { name: 'messages', mark: known });
}

/** The position of a checkpoint, to go on after it; checked. Throws ForeignLog. */
export async function resumeAt(
  { store, reads }: Pick<Checked, 'store' | 'reads'>,
  name: string,
  { checkLog: isChecked }: { readonly checkLog: boolean } = { checkLog: true },
): Promise<bigint | undefined> {
  const saved = (await reads.marks()).find((one) => one.name === name);
  if (saved && isChecked) await checkMark(store, placeOf(reads), saved);
  return saved?.mark.position;
}

/** An attribute of each message: the id of the log that it is of. */
export const LOG_HEADER = 'tamanilog';

/** Throws ForeignLog of a message of another log: its events are not here. */
export async function checkMessage(
  store: EventStore,
  { topic, id, headers }: Delivery,
): Promise<void> {
  const log = headers?.[LOG_HEADER];
  if (log === undefined) return;
  const ours = await logOf(store);
  if (log !== ours) throw anotherLog(`topic ${topic}: message ${id}`, log, ours);
}

/** The id of a log. */
export async function logOf(store: EventStore): Promise<string> {
  return ((await store.mark(0n)) as LogMark).log;
}

const placeOf = ({ place, engine }: ReadStore | Bus): string => place ?? engine;

async function checkMark(
  store: EventStore,
  place: string,
  { name, mark }: SavedMark,
): Promise<void> {
  const ours = await logOf(store);
  if (mark.log !== ours) throw anotherLog(`${place}: ${name}`, mark.log, ours);
  const now = await store.mark(mark.position);
  if (!now)
    throw new ForeignLog(
      `${place}: ${name} is at position ${mark.position}, which the log does not have: ` +
        'the log was restored, emptied or cut',
    );
  if (now.event !== mark.event)
    throw new ForeignLog(
      `${place}: ${name} is at event ${mark.event}, and at position ${mark.position} of the log ` +
        `is ${now.event || 'none'}: the log was restored, and has grown since`,
    );
}

const anotherLog = (what: string, found: string, ours: string): ForeignLog =>
  new ForeignLog(`${what} is of the log ${found || '(none)'}, and the log here is ${ours}`);
