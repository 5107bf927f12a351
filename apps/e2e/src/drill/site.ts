import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Program } from '../system/program.js';
import { freePorts } from '../system/system.js';
import { asWritten, typed, type Places } from './runbook.js';

const READY_MS = 60_000;
const HOOK = fileURLToPath(new URL('./other-version.mjs', import.meta.url));

/** A version that differs from the built one in one text of one file. */
export interface OtherVersion {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A machine with a data folder, a place for backups and a server, as its operator has it. */
export class Site {
  private program: Program | undefined;

  private constructor(
    private readonly root: string,
    private readonly port: number,
  ) {}

  static async prepared(): Promise<Site> {
    const [port = 0] = await freePorts(1);
    return new Site(await mkdtemp(join(tmpdir(), 'tamani-drill-')), port);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get dataDir(): string {
    return join(this.root, 'data');
  }

  /** Starts the server, of the built version or another one, and waits until it is ready. */
  async start(version?: OtherVersion): Promise<void> {
    const hook = new URLSearchParams({ ...version }).toString();
    this.program = new Program('all-in-one/dist/main.js', this.port, {
      TAMANI_DATA_DIR: this.dataDir,
      TAMANI_SEED: 'none',
      TAMANI_LOG_LEVEL: 'error',
      TAMANI_RATE_LIMIT: '1000000',
      ...(version && { NODE_OPTIONS: `--import=file://${HOOK}?${hook}` }),
    });
    this.program.start();
    const isReady = () => fetch(`${this.url}/readyz`).then(({ ok }) => ok);
    const deadline = performance.now() + READY_MS;
    while (!(await isReady().catch(() => false))) {
      if (!this.program.isRunning || performance.now() > deadline)
        throw new Error(this.program.log());
      await pause(25);
    }
  }

  stop(): Promise<number | null> {
    return this.program?.end('SIGTERM') ?? Promise.resolve(null);
  }

  /** Waits until the server has ended by itself; what it said last. */
  async ended(): Promise<string> {
    const deadline = performance.now() + READY_MS;
    while (this.program?.isRunning === true && performance.now() < deadline) await pause(25);
    return this.program?.log() ?? '';
  }

  async dispose(): Promise<void> {
    await this.program?.end('SIGKILL');
    await rm(this.root, { recursive: true, force: true });
  }

  /** Types the lines of the runbook that begin so, one after the other. */
  type(beginnings: string | readonly string[], places: Places = {}) {
    const all: Places = {
      '/backups/': `${this.root}/backups/`,
      'localhost:3000': `127.0.0.1:${this.port}`,
      ...places,
    };
    const env = { TAMANI_DATA_DIR: this.dataDir, TAMANI_URL: this.url, LANG: 'en' };
    return typed([beginnings].flat().map(asWritten), all, env);
  }
}
