import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { esdbEngine } from './esdb.mjs';
import { kafkaEngine } from './kafka.mjs';
import { mongoEngine, mongoUrl } from './mongo.mjs';

/**
 * @typedef {import('./engine-process.mjs').EngineProcess} EngineProcess
 * @typedef {{ esdb: EngineProcess, kafka: EngineProcess, mongo: EngineProcess }} EngineSet
 * @typedef {object} Addresses
 * @property {string} TAMANI_ESDB_URL
 * @property {string} TAMANI_KAFKA_BROKERS
 * @property {string} TAMANI_MONGO_URL
 *
 * @typedef {object} Engines
 * @property {EngineSet} engines
 * @property {Addresses} env
 * @property {number} esdbControlPort
 * @property {() => Promise<void>} stop ends them and removes their data
 */

/**
 * Starts the three servers of the distributed profile on free ports of the loopback, on data of
 * their own. Throws EngineMissing where a tool is missing.
 * @param {object} [options]
 * @param {{ esdb: number, kafka: number, mongo: number }} [options.ports]
 * @param {'full' | 'off'} [options.synchronous] of the event store; off: fast, lost with the power
 * @returns {Promise<Engines>}
 */
export async function startEngines({ ports, synchronous = 'off' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'tamani-engines-'));
  const at = await portsOf(ports);
  const engines = enginesIn(folder, at, synchronous);
  const all = Object.values(engines);
  const stop = async () => {
    await Promise.all(all.map((engine) => engine.stop()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all(all.map((engine) => engine.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  const env = {
    TAMANI_ESDB_URL: `esdb://127.0.0.1:${at.esdb}?tls=false`,
    TAMANI_KAFKA_BROKERS: `127.0.0.1:${at.kafka}`,
    TAMANI_MONGO_URL: mongoUrl(at.mongo),
  };
  return { engines, env, esdbControlPort: at.control, stop };
}

/**
 * @typedef {{ esdb: number, kafka: number, mongo: number }} ServerPorts
 * @typedef {ServerPorts & { controller: number, control: number }} Ports
 */

/**
 * @param {{ esdb: number, kafka: number, mongo: number } | undefined} given
 * @returns {Promise<Ports>}
 */
async function portsOf(given) {
  const free = await freePorts(5);
  const [esdb = 0, kafka = 0, mongo = 0, controller = 0, control = 0] = free;
  return { esdb, kafka, mongo, ...given, controller, control };
}

/**
 * @param {string} folder @param {Ports} at @param {'full' | 'off'} synchronous
 * @returns {EngineSet}
 */
function enginesIn(folder, at, synchronous) {
  const own = (/** @type {string} */ name) => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  };
  const event = { port: at.esdb, controlPort: at.control, synchronous };
  return {
    esdb: esdbEngine({ folder: own('esdb'), ...event }),
    kafka: kafkaEngine({ folder: own('kafka'), port: at.kafka, controllerPort: at.controller }),
    mongo: mongoEngine({ folder: own('mongo'), port: at.mongo }),
  };
}

/**
 * Free ports; all held at once, so that they differ.
 * @param {number} count @returns {Promise<number[]>}
 */
export async function freePorts(count) {
  const probes = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(probes.map((probe) => once(probe, 'listening')));
  const ports = probes.map((probe) => {
    const address = probe.address();
    return typeof address === 'object' && address ? address.port : 0;
  });
  await Promise.all(probes.map((probe) => once(probe.close(), 'close')));
  return ports;
}
