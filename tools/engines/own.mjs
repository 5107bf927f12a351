import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './engines.mjs';
import { EngineMissing, installKafka, installMongo } from './install.mjs';
import { kafkaEngine } from './kafka.mjs';
import { mongoEngine } from './mongo.mjs';

/**
 * @typedef {'kafka' | 'mongo'} OwnKind
 *
 * @typedef {import('./kafka.mjs').KafkaPlace} KafkaPlace
 * @typedef {(place: KafkaPlace) => import('./kafka.mjs').KafkaExtras} Extras of a broker
 *
 * @typedef {object} OwnEngine a server of a suite's own: to be killed, frozen and started again
 * @property {import('./engine-process.mjs').EngineProcess} engine runs
 * @property {number} port of the loopback
 * @property {() => void} wipe of a server that does not run: the disk is lost
 * @property {() => Promise<void>} dispose kills it and removes its data
 */

const KINDS = {
  kafka: { shared: 'TAMANI_KAFKA_BROKERS', install: installKafka, data: 'logs' },
  mongo: { shared: 'TAMANI_MONGO_URL', install: installMongo, data: 'data' },
};

/**
 * How a suite starts servers that it may kill. Undefined, and said aloud, where the suites on
 * servers do not run at all, or where a tool is missing.
 * @param {OwnKind} kind
 * @param {string} suite as it is told
 * @returns {((extras?: Extras) => Promise<OwnEngine>) | undefined}
 */
export function ownEngines(kind, suite) {
  const { shared, install } = KINDS[kind];
  /** @param {string} why */
  const notRun = (why) => void process.stderr.write(`${suite}: NOT RUN: ${why}\n`);
  if (process.env[shared] === undefined) return notRun(`${shared} is not set`);
  try {
    install();
    return (extras) => startOwn(kind, extras);
  } catch (error) {
    if (!(error instanceof EngineMissing)) throw error;
    return notRun(error.message);
  }
}

/**
 * @param {OwnKind} kind @param {Extras} [extras]
 * @returns {Promise<OwnEngine>}
 */
async function startOwn(kind, extras = () => ({})) {
  const folder = mkdtempSync(join(tmpdir(), `tamani-own-${kind}-`));
  const [port = 0, controllerPort = 0] = await freePorts(2);
  const place = { folder, port, controllerPort };
  const engine =
    kind === 'kafka' ? kafkaEngine({ ...place, ...extras(place) }) : mongoEngine(place);
  const data = join(folder, KINDS[kind].data);
  const wipe = () => {
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data);
  };
  const dispose = async () => {
    await engine.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  await engine.start();
  return { engine, port, wipe, dispose };
}
