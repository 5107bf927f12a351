import { readFileSync } from 'node:fs';

/** What a process did to files, one after the other. */
export type Operation =
  | { readonly kind: 'make' | 'remove' | 'sync'; readonly path: string }
  | { readonly kind: 'cut'; readonly path: string; readonly size: number }
  | { readonly kind: 'write'; readonly path: string; readonly at: number; readonly bytes: Buffer }
  /** Written to a file that only grows: what was told to the world. */
  | { readonly kind: 'said'; readonly path: string; readonly text: string };

/** All of these change a file, or say that it is on the disk. */
const CALLS = 'openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,unlinkat';
/** More than a call ever writes. */
const WHOLE = '10000000';

/** What starts a process so that all it writes is kept in a file. */
export const recordedTo = (file: string): readonly string[] => [
  'strace',
  ...['-f', '--seccomp-bpf', '-y', '-xx', '-s', WHOLE, '-o', file, '-e', `trace=${CALLS}`],
];

/** The operations on the files below a folder, of all threads, in order. */
export function readRecording(file: string, folder: string): readonly Operation[] {
  const begun = new Map<string, string>();
  const operations: Operation[] = [];
  for (const line of readFileSync(file, 'latin1').split('\n')) {
    const whole = joined(line, begun);
    const operation = whole === undefined ? undefined : operationOf(whole);
    if (operation?.path.startsWith(folder) === true) operations.push(operation);
  }
  return operations;
}

const BEGUN = /^(\d+) +(.*) <unfinished \.\.\.>$/;
const RESUMED = /^(\d+) +<\.\.\. \w+ resumed>(.*)$/;

/** A call that another thread's interrupts is written in two lines. */
function joined(line: string, begun: Map<string, string>): string | undefined {
  const [, early, first] = BEGUN.exec(line) ?? [];
  if (early !== undefined && first !== undefined) return void begun.set(early, first);
  const [, late, rest] = RESUMED.exec(line) ?? [];
  if (late === undefined) return line.replace(/^\d+ +/, '');
  const call = `${begun.get(late) ?? ''}${rest}`;
  begun.delete(late);
  return call;
}

const FAILED = /= -1 /;
const MADE = /^openat\([^"]*"([^"]*)", [A-Z_|]*O_CREAT/;
const REMOVED = /^unlink(?:at)?\([^"]*"([^"]*)"/;
const ON_FILE =
  /^(?<name>\w+)\(\d+<(?<hex>[^>]*)>(?:, )?(?:"(?<bytes>[^"]*)", )?(?:\d+, )?(?<last>\d+)?\)/;
type Parts = Readonly<Record<string, string | undefined>>;

function operationOf(call: string): Operation | undefined {
  if (FAILED.test(call)) return undefined;
  const [, made] = MADE.exec(call) ?? [];
  if (made !== undefined) return { kind: 'make', path: text(made) };
  const [, removed] = REMOVED.exec(call) ?? [];
  if (removed !== undefined) return { kind: 'remove', path: text(removed) };
  const found = ON_FILE.exec(call)?.groups;
  return found && onFile(found);
}

function onFile({ name = '', hex = '', bytes = '', last = '' }: Parts): Operation | undefined {
  const path = text(hex);
  if (name.endsWith('sync')) return { kind: 'sync', path };
  if (name === 'ftruncate') return { kind: 'cut', path, size: Number(last) };
  if (name === 'pwrite64') return { kind: 'write', path, at: Number(last), bytes: raw(bytes) };
  return name === 'write' ? { kind: 'said', path, text: text(bytes) } : undefined;
}

const raw = (hex: string): Buffer => Buffer.from(hex.replaceAll('\\x', ''), 'hex');
const text = (hex: string): string => raw(hex).toString('utf8');
