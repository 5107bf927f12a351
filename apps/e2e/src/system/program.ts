import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Written last by a program that goes wrong. */
const KEPT = 20_000;

/** One of our programs in its own process, which can be killed and restarted. */
export class Program {
  private child: ChildProcess | undefined;
  private output = '';

  constructor(
    /** From the folder of the apps: `budgets/dist/main.js`. */
    readonly script: string,
    readonly port: number,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get isRunning(): boolean {
    return this.child?.exitCode === null && this.child.signalCode === null;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /**
   * Starts it (again) where it does not run; it is not ready yet. By a tracer, where one is given,
   * that leaves the program its own process id.
   */
  start(tracer: readonly string[] = []): void {
    if (this.isRunning) return;
    this.output = '';
    const path = fileURLToPath(new URL(`../../../${this.script}`, import.meta.url));
    const [command = '', ...args] = [...tracer, process.execPath, path];
    const child = spawn(command, args, {
      env: { PATH: process.env['PATH'], TAMANI_PORT: String(this.port), ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    const keep = (chunk: Buffer) => (this.output = (this.output + String(chunk)).slice(-KEPT));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
  }

  /** Ends it and waits until it has gone; its exit code, null when a signal ended it. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const child = this.child;
    if (!child || !this.isRunning) return null;
    const gone = once(child, 'exit');
    child.kill(signal);
    const [code] = (await gone) as [number | null];
    return code;
  }

  log(): string {
    const exit = this.isRunning ? 'running' : `exit ${this.child?.exitCode}`;
    return `${this.script} (${exit}):\n${this.output}`;
  }
}
