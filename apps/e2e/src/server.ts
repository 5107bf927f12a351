import { TamaniClient } from '@tamani/client';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DistributedSystem } from './system/distributed-system.js';
import { EmbeddedSystem } from './system/embedded-system.js';
import { describedFetch } from './system/described-fetch.js';
import { Operator, type OperatorLogin, type SystemStatus } from './system/status.js';
import type { Env, System } from './system/system.js';

const READY_TIMEOUT_MS = 120_000;
const LOOK_EVERY_MS = 25;

export type Profile = 'embedded' | 'distributed';

/** How a system is started. */
export interface StartOptions {
  readonly profile?: Profile | undefined;
  /** Where `env` names an issuer; the demo login by default. */
  readonly login?: OperatorLogin;
}

const profileOfSuites = (): Profile =>
  process.env['TAMANI_PROFILE'] === 'distributed' ? 'distributed' : 'embedded';

/**
 * The system that the suites are run against: one process on files by default; with
 * `TAMANI_PROFILE=distributed` and the addresses of its servers, five services and a gateway.
 */
export class ServerUnderTest {
  readonly api: TamaniClient;

  private readonly operator: Operator;

  private constructor(
    private readonly system: System,
    login: OperatorLogin | undefined,
  ) {
    this.operator = new Operator(this.url, login);
    this.api = new TamaniClient({ baseUrl: this.url, language: 'en', fetch: describedFetch() });
  }

  get url(): string {
    return this.system.url;
  }

  /** Settings that lead the operators' commands to this system. */
  get settings(): Env {
    return this.system.settings;
  }

  /** Starts an empty system; further settings by `env`. */
  static async start(env: Env = {}, options: StartOptions = {}): Promise<ServerUnderTest> {
    const { profile = profileOfSuites(), login } = options;
    const dataDir = await mkdtemp(join(tmpdir(), 'tamani-e2e-'));
    const system = profile === 'distributed' ? DistributedSystem : EmbeddedSystem;
    const server = new ServerUnderTest(await system.of(dataDir, env), login);
    await server.up();
    return server;
  }

  /** Starts what does not run and waits until all of it is ready. */
  async up(): Promise<void> {
    this.system.up();
    await this.poll(READY_TIMEOUT_MS, () => this.system.isReady());
  }

  /** `kill -9`: no handler runs. Of the process, or of all replicas of the next service. */
  async kill(): Promise<void> {
    await this.system.kill();
  }

  /** An orderly stop; returns the exit code. */
  async stop(): Promise<number | null> {
    return this.system.stop();
  }

  async dispose(): Promise<void> {
    await this.system.dispose();
  }

  /** How it is, as it tells an operator. */
  status(): Promise<SystemStatus> {
    return this.operator.status();
  }

  /** What the processes have written lately. */
  log(): string {
    return this.system.log();
  }

  /**
   * Waits until log, relay, bus, processes and projections have nothing left to do: twice, with
   * nothing written in between, for services are looked at one after the other.
   */
  async settled(timeoutMs = 120_000): Promise<void> {
    let before: string | undefined;
    await this.poll(timeoutMs, async () => {
      const quietAt = await this.quietAt();
      const isSettled = quietAt !== undefined && quietAt === before;
      before = quietAt;
      return isSettled;
    });
  }

  /** Whether nothing was on its way at one look. */
  async isQuiet(): Promise<boolean> {
    return (await this.quietAt()) !== undefined;
  }

  /** The head of the log, when nothing is on its way. */
  private async quietAt(): Promise<string | undefined> {
    const now = await this.status();
    return now.settled === true ? now.position : undefined;
  }

  private async poll(timeoutMs: number, done: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while (!(await done().catch(() => false))) {
      if (!this.system.isRunning() || performance.now() > deadline) {
        throw new Error(`the system is not ready:\n${this.log()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }
}
