import { rm } from 'node:fs/promises';
import { Program } from './program.js';
import { freePorts, type Env, type System } from './system.js';

const SERVICES = ['projects', 'budgets', 'procurement', 'reporting', 'audit'] as const;
const REPLICAS = 2;
const ADDRESSES = ['TAMANI_ESDB_URL', 'TAMANI_KAFKA_BROKERS', 'TAMANI_MONGO_URL'] as const;

let last = 0;

/** A name before streams, topics and database that no other system on these servers has. */
const freshNamespace = (): string =>
  `e2e_${process.pid.toString(36)}_${Date.now().toString(36)}_${(last += 1)}`;

/** Five services, two replicas each, behind the gateway, on the servers of the environment. */
export class DistributedSystem implements System {
  private killed = 0;

  private constructor(
    private readonly gateway: Program,
    private readonly services: ReadonlyMap<string, readonly Program[]>,
    readonly settings: Env,
  ) {}

  static async of(dataDir: string, env: Env): Promise<DistributedSystem> {
    const settings = {
      TAMANI_PROFILE: 'distributed',
      ...Object.fromEntries(ADDRESSES.map((name) => [name, addressOf(name)])),
      TAMANI_NAMESPACE: freshNamespace(),
      TAMANI_KAFKA_PARTITIONS: '4',
      TAMANI_DATA_DIR: dataDir,
    };
    const ports = await freePorts(SERVICES.length * REPLICAS + 1);
    const all = { ...settings, TAMANI_LOG_LEVEL: 'warn', TAMANI_RATE_LIMIT: '1000000', ...env };
    const services = new Map(
      SERVICES.map((name, n) => [
        name,
        ports
          .slice(1 + n * REPLICAS, 1 + (n + 1) * REPLICAS)
          .map((port) => new Program(`${name}/dist/main.js`, port, all)),
      ]),
    );
    const upstreams = [...services].map(([name, replicas]) => [
      `TAMANI_${name.toUpperCase()}_URL`,
      replicas.map(({ url }) => url).join(','),
    ]);
    const gatewayEnv = { TAMANI_LOG_LEVEL: 'error', ...Object.fromEntries(upstreams) };
    const gateway = new Program('gateway/dist/main.js', ports[0] ?? 0, gatewayEnv);
    return new DistributedSystem(gateway, services, settings);
  }

  get url(): string {
    return this.gateway.url;
  }

  up(): void {
    for (const program of this.programs) program.start();
  }

  async isReady(): Promise<boolean> {
    const answers = this.programs.map(({ url }) => fetch(`${url}/readyz`));
    return (await Promise.all(answers)).every(({ ok }) => ok);
  }

  async kill(): Promise<void> {
    const name = SERVICES[this.killed++ % SERVICES.length] ?? 'budgets';
    await Promise.all((this.services.get(name) ?? []).map((replica) => replica.end('SIGKILL')));
  }

  async stop(): Promise<number | null> {
    const codes = await Promise.all(this.programs.map((program) => program.end('SIGTERM')));
    return codes.find((code) => code !== 0) ?? 0;
  }

  async dispose(): Promise<void> {
    await Promise.all(this.programs.map((program) => program.end('SIGKILL')));
    await rm(this.settings['TAMANI_DATA_DIR'] ?? '', { recursive: true, force: true });
  }

  isRunning(): boolean {
    return this.programs.every(({ isRunning }) => isRunning);
  }

  log(): string {
    return this.programs.map((program) => program.log()).join('\n');
  }

  /** Its processes by name, for whoever measures what each uses. */
  get processes(): readonly { readonly name: string; readonly pid: number }[] {
    return this.programs.map(({ script, pid }) => ({ name: script.split('/', 1)[0] ?? '', pid }));
  }

  private get programs(): readonly Program[] {
    return [...[...this.services.values()].flat(), this.gateway];
  }
}

function addressOf(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`TAMANI_PROFILE=distributed: ${name} is not set`);
  return value;
}
