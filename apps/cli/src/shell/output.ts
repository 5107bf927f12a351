import type { Language } from '@tamani/texts';
import { sayIn, type Say } from './language.js';

/** Where a command writes: the terminal, or a test. */
export interface Terminal {
  out(text: string): void;
  /** Progress and troubles, so that `--json` leaves stdout to the answer. */
  err(text: string): void;
  /** A person is looking: progress may overwrite its own line. */
  readonly interactive: boolean;
}

/** Without a person looking, a count is told this often. */
const COUNTED = 10_000;

/** The output of every command: sentences for people, one JSON document for programs. */
export class Output {
  readonly say: Say;
  private drawn = false;
  private tenth = 0;

  constructor(
    private readonly terminal: Terminal,
    private readonly language: Language,
    private readonly json: boolean,
  ) {
    this.say = sayIn(language);
  }

  /** For a command that is a step of another one. */
  silent(): Output {
    const { interactive } = this.terminal;
    const terminal = { out: () => undefined, err: this.terminal.err, interactive };
    return new Output(terminal, this.language, false);
  }

  /** A line for people; nothing with `--json`. */
  line(text: string): void {
    if (this.json) return;
    this.endProgress();
    this.terminal.out(`${text}\n`);
  }

  /** The answer of the command for programs. */
  result(value: unknown): void {
    this.endProgress();
    if (this.json) this.terminal.out(`${JSON.stringify(value, plainBigint, 2)}\n`);
  }

  /** How far it is: one line that moves on a terminal, a line every tenth elsewhere. */
  progress(done: number, total: number, text: string): void {
    const line = `${done}/${total} ${text}`;
    const tenth = Math.floor((10 * done) / Math.max(1, total));
    if (this.terminal.interactive) {
      this.terminal.err(`\r\x1b[K${line}`);
      this.drawn = true;
    } else if (tenth > this.tenth && (tenth < 10 || this.tenth > 0)) {
      // What is done in one go needs no progress.
      this.terminal.err(`${line}\n`);
    }
    this.tenth = tenth === 10 ? 0 : tenth;
  }

  /** Data of the command itself, as it is: what a pipe is made for. */
  raw(text: string): void {
    this.terminal.out(text);
  }

  /** How much is done where nobody knows how much there is. */
  count(done: number, text: string): void {
    if (this.terminal.interactive) {
      this.terminal.err(`\r\x1b[K${done} ${text}`);
      this.drawn = true;
    } else if (Math.floor(done / COUNTED) > this.tenth) {
      this.terminal.err(`${done} ${text}\n`);
    }
    this.tenth = Math.floor(done / COUNTED);
  }

  trouble(text: string): void {
    this.endProgress();
    this.terminal.err(`${text}\n`);
  }

  private endProgress(): void {
    if (this.drawn) this.terminal.err('\n');
    this.drawn = false;
  }
}

const plainBigint = (_key: string, value: unknown) =>
  typeof value === 'bigint' ? value.toString() : value;

export const processTerminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  interactive: process.stderr.isTTY === true,
};
