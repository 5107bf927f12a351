import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const LOADER = fileURLToPath(new URL('./source-loader.mjs', import.meta.url));
const WRITER = fileURLToPath(new URL('./writer.ts', import.meta.url));
const POLL_MS = 2;
const START_TIMEOUT_MS = 25_000;

export interface WriterOptions {
  readonly file: string;
  readonly ackFile: string;
  readonly run: string;
  readonly mode?: 'honest' | 'early' | 'normal' | 'unsynced';
  /** Appends in all; without end by default. */
  readonly limit?: number;
  /** Characters of an event's metadata: how fast the log grows. */
  readonly padding?: number;
  /** What starts node: a wrapper that limits or traces it. */
  readonly wrapper?: readonly string[];
}

/** Starts `writer.ts`. */
export function startWriter(options: WriterOptions): ChildProcess {
  const { file, ackFile, run, mode = 'honest', limit = 1_000_000 } = options;
  const { padding = 200, wrapper = [] } = options;
  const node = [process.execPath, '--import', LOADER];
  const script = [WRITER, file, ackFile, run, mode, String(limit), String(padding)];
  const [command = '', ...args] = [...wrapper, ...node, ...script];
  return spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Resolves when the process is gone. */
export const gone = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()));

/** The whole lines of the acknowledgements. */
export function linesOf(ackFile: string): readonly string[] {
  if (!existsSync(ackFile)) return [];
  return readFileSync(ackFile, 'utf8').split('\n').slice(0, -1);
}

/** Waits until the writer has written so many lines. */
export async function untilLines(child: ChildProcess, ackFile: string, count: number) {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (linesOf(ackFile).length < count) {
    if (child.exitCode !== null) throw new Error(`the writer ended with ${child.exitCode}`);
    if (performance.now() > deadline) throw new Error('the writer does not start');
    await pause(POLL_MS);
  }
}
