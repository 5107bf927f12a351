import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const START_TIMEOUT_MS = 120_000;
const JAVA = ['-Xmx256m', '-Dorg.slf4j.simpleLogger.defaultLogLevel=error'];
const CLUSTER_ID = 'dGFtYW5pLXRlc3Qta2Fma2E';

/** A real broker of a test's own, on a folder of its own: to be killed and started again. */
export class OwnBroker {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly jars: string,
    private readonly folder: string,
    private readonly port: number,
  ) {}

  /** `jars`: a folder with the jars of Kafka, found by Java's class path. */
  static async start(jars: string): Promise<OwnBroker> {
    const folder = mkdtempSync(join(tmpdir(), 'tamani-kafka-'));
    const port = await freePort();
    const broker = new OwnBroker(jars, folder, port);
    writeFileSync(broker.settingsFile, settings(port, await freePort(), join(folder, 'data')));
    const format = ['kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID];
    const made = spawnSync('java', [...broker.java, ...format, '-c', broker.settingsFile]);
    if (made.status !== 0) throw new Error(`the folder of Kafka was not made: ${made.stderr}`);
    await broker.start();
    return broker;
  }

  get brokers(): readonly string[] {
    return [`127.0.0.1:${this.port}`];
  }

  /** Resolves when it takes connections. */
  async start(): Promise<void> {
    const child = spawn('java', [...this.java, 'kafka.Kafka', this.settingsFile], {
      stdio: 'ignore',
    });
    this.child = child;
    const deadline = performance.now() + START_TIMEOUT_MS;
    while (!(await answers(this.port))) {
      if (child.exitCode !== null) throw new Error(`Kafka ended with ${child.exitCode}`);
      if (performance.now() > deadline) throw new Error('Kafka does not start');
      await pause(100);
    }
  }

  /** Without a chance to say goodbye. */
  async kill(): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get java(): readonly string[] {
    return [...JAVA, '-cp', join(this.jars, '*')];
  }

  private get settingsFile(): string {
    return join(this.folder, 'server.properties');
  }
}

const settings = (port: number, controllerPort: number, data: string): string => `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=${data}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=5
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
`;

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

/** A port of this machine that nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
