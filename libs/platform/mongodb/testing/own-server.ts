import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createConnection, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const START_TIMEOUT_MS = 60_000;

/**
 * The program of a server that a suite may kill (FerretDB, see tools/engines/mongo); undefined,
 * said aloud, without TAMANI_TEST_FERRETDB.
 */
export function ownServerProgram(suite: string): string | undefined {
  const program = process.env['TAMANI_TEST_FERRETDB'];
  if (!program) process.stderr.write(`${suite}: NOT RUN: TAMANI_TEST_FERRETDB is not set\n`);
  return program;
}

/** A server of a test's own, on a folder of its own: to be killed, frozen and started again. */
export class OwnServer {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly program: string,
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async start(program: string): Promise<OwnServer> {
    const folder = mkdtempSync(join(tmpdir(), 'tamani-mongo-'));
    const server = new OwnServer(program, folder, await freePort());
    await server.start();
    return server;
  }

  get url(): string {
    return `mongodb://127.0.0.1:${this.port}/`;
  }

  /** Resolves when it takes connections. */
  async start(): Promise<void> {
    const data = join(this.folder, 'data');
    mkdirSync(data, { recursive: true });
    const args = ['-listen', `127.0.0.1:${this.port}`, '-data', `${data}/`];
    const child = spawn(this.program, args, { stdio: 'ignore' });
    this.child = child;
    const deadline = performance.now() + START_TIMEOUT_MS;
    while (!(await answers(this.port))) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
      if (performance.now() > deadline) throw new Error('the server does not start');
      await pause(20);
    }
  }

  /** Without a chance to say goodbye. */
  async kill(): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (!child || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Loses the disk of a killed server. */
  wipe(): void {
    rmSync(join(this.folder, 'data'), { recursive: true, force: true });
  }

  /** Stops it where it is: connections stay, nothing is answered. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
