import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './engines.mjs';
import { esdbEngine } from './esdb.mjs';
import { EngineMissing, installDouble, installKafka, installMongo } from './install.mjs';
import { kafkaEngine } from './kafka.mjs';
import { mongoEngine } from './mongo.mjs';

/**
 * @typedef {'esdb' | 'kafka' | 'mongo'} OwnKind
 *
 * @typedef {import('./kafka.mjs').KafkaPlace} KafkaPlace
 * @typedef {(place: KafkaPlace) => import('./kafka.mjs').KafkaExtras} Extras of a broker
 *
 * @typedef {object} OwnEngine a server of a suite's own: to be killed, frozen and started again
 * @property {import('./engine-process.mjs').EngineProcess} engine runs
 * @property {number} port of the loopback
 * @property {number} controlPort on which the wire double receives its faults
 * @property {string} folder of its data
 * @property {() => Promise<void>} dispose kills it and removes its data
 */

const INSTALL = { esdb: installDouble, kafka: installKafka, mongo: installMongo };
/** What says that suites on servers run at all; the wire double needs nothing but Node. */
const SHARED = {
  esdb: undefined,
  kafka: 'TAMANI_KAFKA_BROKERS',
  mongo: 'TAMANI_MONGO_URL',
};

/**
 * How a suite starts servers that it may kill. Undefined, and said aloud, where the suites on
 * servers do not run at all, or where a tool is missing.
 * @param {OwnKind} kind
 * @param {string} suite as printed
 * @returns {((extras?: Extras) => Promise<OwnEngine>) | undefined}
 */
export function ownEngines(kind, suite) {
  /** @param {string} why */
  const notRun = (why) => void process.stderr.write(`${suite}: NOT RUN: ${why}\n`);
  const shared = SHARED[kind];
  if (shared !== undefined && process.env[shared] === undefined)
    return notRun(`${shared} is not set`);
  try {
    INSTALL[kind]();
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
  const [port = 0, controlPort = 0] = await freePorts(2);
  const place = { folder, port, controlPort, controllerPort: controlPort };
  const make = {
    esdb: () => esdbEngine(place),
    kafka: () => kafkaEngine({ ...place, ...extras(place) }),
    mongo: () => mongoEngine(place),
  };
  const engine = make[kind]();
  const dispose = async () => {
    await engine.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await engine.start();
  } catch (error) {
    await dispose();
    throw error;
  }
  return { engine, port, controlPort, folder, dispose };
}
