/**
 * A process that appends to an event store until it is killed or the disk fails. Arguments: the
 * store's file, the file of acknowledgements, a label of this run, and how: `honest`
 * acknowledges what append has confirmed; `early` acknowledges before (the control: a store that
 * lies); `normal` and `unsynced` are honest over synchronous=normal and off (the controls of power
 * cuts and of the order of syncs).
 *
 * An acknowledgement is a line `stream id,id,…` written with one system call: it survives a kill.
 */
import { derivedId } from '@tamani/kernel';
import { closeSync, openSync, writeSync } from 'node:fs';
import { openSqliteEventStore } from '../src/index.js';

const WRITERS = 32;
const [file = '', ackFile = '', run = '', mode = 'honest', limit = '', padding = ''] =
  process.argv.slice(2);

const acks = openSync(ackFile, 'a');
const note = (line: string): unknown => writeSync(acks, `${line}\n`);
const LESS = new Map<string, 'normal' | 'off'>([
  ['normal', 'normal'],
  ['unsynced', 'off'],
]);
const store = openSqliteEventStore({
  file,
  synchronous: LESS.get(mode) ?? 'full',
  onFatal: () => note('fatal'),
});
let left = Number(limit);

/** The nth append of a writer: one to three events on a stream of its own. */
async function appendNth(writer: number, nth: number): Promise<void> {
  const stream = `crash.Stream-${run}-${writer}-${nth >> 3}`;
  const size = 1 + (nth % 3);
  const before = Array.from({ length: nth & 7 }, (_, index) => ((nth & ~7) + index) % 3).map(
    (rest) => rest + 1,
  );
  const expected = before.reduce((sum, count) => sum + count, 0) - 1;
  const events = Array.from({ length: size }, (_, index) => ({
    id: derivedId('crash', run, String(writer), String(nth), String(index)),
    type: 'crash.Written',
    data: JSON.stringify({ append: `${run}-${writer}-${nth}`, of: size }),
    meta: JSON.stringify({ padding: 'm'.repeat(Number(padding)) }),
  }));
  const line = `${stream} ${events.map(({ id }) => id).join()}`;
  if (mode === 'early') note(line);
  await store.append(stream, events, expected < 0 ? 'no_stream' : BigInt(expected));
  if (mode !== 'early') note(line);
}

async function write(writer: number): Promise<void> {
  for (let nth = 0; left > 0; nth += 1) {
    left -= 1;
    try {
      await appendNth(writer, nth);
    } catch (error) {
      note(`failed ${(error as Error).name}`);
      return;
    }
  }
}

note('ready');
await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
note('done');
await store.close();
closeSync(acks);
