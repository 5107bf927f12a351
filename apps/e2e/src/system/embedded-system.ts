import { rm } from 'node:fs/promises';
import { Program } from './program.js';
import { freePorts, type Env, type System } from './system.js';

/** One process with its own files. */
export class EmbeddedSystem implements System {
  private constructor(
    private readonly program: Program,
    private readonly dataDir: string,
    readonly settings: Env,
  ) {}

  static async of(dataDir: string, env: Env): Promise<EmbeddedSystem> {
    const [port = 0] = await freePorts(1);
    const settings = { TAMANI_DATA_DIR: dataDir };
    const all = {
      ...settings,
      TAMANI_SEED: 'none',
      TAMANI_LOG_LEVEL: 'warn',
      TAMANI_RATE_LIMIT: '1000000',
      ...env,
    };
    return new EmbeddedSystem(new Program('all-in-one/dist/main.js', port, all), dataDir, settings);
  }

  get url(): string {
    return this.program.url;
  }

  up(): void {
    this.program.start();
  }

  async isReady(): Promise<boolean> {
    return (await fetch(`${this.url}/livez`)).ok;
  }

  async kill(): Promise<void> {
    await this.program.end('SIGKILL');
  }

  stop(): Promise<number | null> {
    return this.program.end('SIGTERM');
  }

  async dispose(): Promise<void> {
    await this.kill();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  isRunning(): boolean {
    return this.program.isRunning;
  }

  log(): string {
    return this.program.log();
  }
}
