import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TamaniClient } from '@tamani/client';

const MAIN = fileURLToPath(new URL('../../all-in-one/dist/main.js', import.meta.url));
const READY_TIMEOUT_MS = 60_000;

/** A server of the embedded profile in a process of its own, on files of its own. */
export class ServerUnderTest {
  private child: ChildProcess | undefined;
  private output = '';
  readonly api: TamaniClient;

  private constructor(
    readonly dataDir: string,
    readonly port: number,
    private readonly env: Readonly<Record<string, string>>,
  ) {
    this.api = new TamaniClient({ baseUrl: this.url, language: 'en' });
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts an empty system; further settings by `env`. */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<ServerUnderTest> {
    const dataDir = await mkdtemp(join(tmpdir(), 'tamani-e2e-'));
    const server = new ServerUnderTest(dataDir, await freePort(), env);
    await server.up();
    return server;
  }

  /** Starts the process (again) and waits until it says that it is ready. */
  async up(): Promise<void> {
    this.output = '';
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env['PATH'],
        TAMANI_PORT: String(this.port),
        TAMANI_DATA_DIR: this.dataDir,
        TAMANI_SEED: 'none',
        TAMANI_LOG_LEVEL: 'warn',
        ...this.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    const keep = (chunk: Buffer) => (this.output = (this.output + String(chunk)).slice(-20_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    await this.ready();
  }

  /** `kill -9`: no handler runs. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** An orderly stop; returns the exit code. */
  async stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  async dispose(): Promise<void> {
    await this.kill();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** What the process has written lately. */
  log(): string {
    return this.output;
  }

  /** Waits until log, relay, bus, processes and projections have nothing left to do. */
  async settled(timeoutMs = 60_000): Promise<void> {
    await this.poll(timeoutMs, async () => {
      const answer = await fetch(`${this.url}/readyz`);
      return ((await answer.json()) as { settled?: boolean }).settled === true;
    });
  }

  private async ready(): Promise<void> {
    await this.poll(READY_TIMEOUT_MS, async () => (await fetch(`${this.url}/livez`)).ok);
  }

  private async poll(timeoutMs: number, done: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while (!(await done().catch(() => false))) {
      if (this.child?.exitCode !== null || performance.now() > deadline) {
        throw new Error(`the server is not ready (exit ${this.child?.exitCode}):\n${this.output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return null;
    const gone = once(child, 'exit');
    child.kill(signal);
    const [code] = (await gone) as [number | null];
    return code;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
