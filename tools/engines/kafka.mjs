import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineProcess } from './engine-process.mjs';
import { installKafka } from './install.mjs';

/** Arbitrary: the cluster has one node and is identified by its address. */
const CLUSTER_ID = 'dGFtYW5pLWVuZ2luZXMtMQ';

/**
 * @typedef {object} KafkaPlace
 * @property {string} folder
 * @property {number} port
 * @property {number} controllerPort
 *
 * @typedef {object} KafkaExtras of a suite with a broker of its own
 * @property {Readonly<Record<string, string>>} [properties] instead of those here, or beside them
 * @property {readonly string[]} [format] further arguments for the first use of its folder
 */

/**
 * A real Kafka broker, broker and controller in one (KRaft), on loopback.
 * @param {KafkaPlace & KafkaExtras} options
 * @returns {EngineProcess} not started yet; its data is in the folder
 */
export function kafkaEngine({ folder, port, controllerPort, ...extras }) {
  const classPath = installKafka();
  mkdirSync(folder, { recursive: true });
  const properties = join(folder, 'server.properties');
  const all = { ...propertiesOf({ folder, port, controllerPort }), ...extras.properties };
  const lines = Object.entries(all).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(properties, lines.join(''));
  const tool = ['-cp', classPath, 'kafka.tools.StorageTool', 'format', '--ignore-formatted'];
  const format = [...tool, '-t', CLUSTER_ID, '-c', properties, ...(extras.format ?? [])];
  const formatted = spawnSync('java', format, { encoding: 'utf8' });
  if (formatted.status !== 0) throw new Error(formatted.stdout + formatted.stderr);
  return new EngineProcess({
    name: 'Kafka 4.1.1',
    program: 'java',
    args: ['-Xmx512m', '-XX:TieredStopAtLevel=1', '-cp', classPath, 'kafka.Kafka', properties],
    port,
    logFile: join(folder, 'kafka.log'),
  });
}

/**
 * @param {KafkaPlace} options
 * @returns {Readonly<Record<string, string>>}
 */
const propertiesOf = ({ folder, port, controllerPort }) => ({
  'process.roles': 'broker,controller',
  'node.id': '1',
  'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
  listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
  'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
  'controller.listener.names': 'CONTROLLER',
  'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
  'log.dirs': join(folder, 'logs'),
  'offsets.topic.replication.factor': '1',
  'offsets.topic.num.partitions': '8',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'transaction.state.log.num.partitions': '8',
  'group.initial.rebalance.delay.ms': '0',
  // One that was killed registers again at once, not after the nine seconds of the default.
  'broker.session.timeout.ms': '2000',
  'broker.heartbeat.interval.ms': '500',
  'num.partitions': '4',
});
