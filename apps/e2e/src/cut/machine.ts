import { TamaniClient } from '@tamani/client';
import { recordedTo } from '@tamani/sqlite/testing';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Operator } from '../system/status.js';
import { Program } from '../system/program.js';
import { freePorts, type Env } from '../system/system.js';

const READY_MS = 120_000;

/** An embedded server on the files of a folder. */
export class Machine {
  readonly api: TamaniClient;

  private constructor(private readonly program: Program) {
    this.api = new TamaniClient({ baseUrl: program.url, language: 'en' });
  }

  /** Starts it and waits until it is ready; what it writes is kept in the file `recordTo`. */
  static async on(folder: string, env: Env = {}, recordTo?: string): Promise<Machine> {
    const [port = 0] = await freePorts(1);
    const settings = { TAMANI_SEED: 'none', TAMANI_LOG_LEVEL: 'warn', ...env };
    const all = { TAMANI_DATA_DIR: folder, TAMANI_RATE_LIMIT: '1000000', ...settings };
    const program = new Program('all-in-one/dist/main.js', port, all);
    program.start(recordTo === undefined ? [] : [...recordedTo(recordTo), '-D']);
    const machine = new Machine(program);
    await machine.until(async () => (await fetch(`${program.url}/readyz`)).ok);
    return machine;
  }

  /** Waits until nothing is on its way, at two looks. */
  async settled(): Promise<void> {
    const operator = new Operator(this.program.url);
    let before: string | undefined;
    await this.until(async () => {
      const { settled, position } = await operator.status();
      const isSame = settled === true && position === before;
      before = settled === true ? position : undefined;
      return isSame;
    });
  }

  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    return this.program.end(signal);
  }

  private async until(done: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + READY_MS;
    while (!(await done().catch(() => false))) {
      if (!this.program.isRunning || performance.now() > deadline)
        throw new Error(this.program.log());
      await pause(15);
    }
  }
}

/** The stores of a data folder. */
const STORES = ['events.db', 'bus.db', 'read.db'] as const;

export const storesOf = (folder: string): readonly string[] =>
  STORES.map((store) => join(folder, store));
