import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Whether system calls can be traced here (Linux, strace, and the right to use it). */
export const canTrace = (): boolean =>
  spawnSync('strace', ['-e', 'trace=none', 'true'], { stdio: 'ignore' }).status === 0;

/** What starts a process under strace; a file `<prefix>.<thread>` for each of its threads. */
export const tracedTo = (prefix: string): readonly string[] => [
  'strace',
  ...['-ff', '-y', '-s', '8', '-o', prefix],
  ...['-e', 'trace=pwrite64,write,fsync,fdatasync,ftruncate'],
];

export interface Traced {
  /** Acknowledgements seen. */
  readonly acknowledged: number;
  /** Acknowledgements while something written to the log was not synced. */
  readonly tooEarly: number;
  /** Times the log was begun anew. */
  readonly restarts: number;
  /** …while something copied into the file was not synced. */
  readonly restartsTooEarly: number;
}

const ACK = /^, "crash\./;
/** The 32 bytes at the beginning of the log. */
const LOG_HEADER = / 0\) += 32$/;
const CALL = /^(?<call>\w+)\(\d+<(?<path>[^>]*)>(?<rest>.*)$/;

/** Reads the thread that wrote the acknowledgements: the same one writes the store's files. */
export function readTrace(prefix: string, store: string, acks: string): Traced {
  const threads = readdirSync(dirname(prefix)).filter((name) =>
    name.startsWith(`${basename(prefix)}.`),
  );
  const texts = threads.map((name) => readFileSync(join(dirname(prefix), name), 'utf8'));
  const lines = texts.find((text) => text.includes(`<${acks}>`))?.split('\n') ?? [];
  return judged(lines, store, acks);
}

/** What is written and not yet synced decides whether a call comes too early. */
function judged(lines: readonly string[], store: string, acks: string): Traced {
  const unsynced = new Set<string>();
  const seen = { acknowledged: 0, tooEarly: 0, restarts: 0, restartsTooEarly: 0 };
  for (const line of lines) {
    const { call, path, rest } = parsed(line);
    if (path === acks && ACK.test(rest)) {
      seen.acknowledged += 1;
      seen.tooEarly += Number(unsynced.has(`${store}-wal`));
    }
    if (path === `${store}-wal` && LOG_HEADER.test(rest)) {
      seen.restarts += 1;
      seen.restartsTooEarly += Number(unsynced.has(store));
    }
    if (call.endsWith('sync')) unsynced.delete(path);
    else if (path.startsWith(store)) unsynced.add(path);
  }
  return seen;
}

function parsed(line: string): { call: string; path: string; rest: string } {
  const { call = '', path = '', rest = '' } = CALL.exec(line)?.groups ?? {};
  return { call, path, rest };
}
