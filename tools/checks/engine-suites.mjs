import { startEngines } from '../engines/engines.mjs';
import { EngineMissing } from '../engines/install.mjs';
import { runNode } from './run.mjs';

const ADDRESSES = ['TAMANI_ESDB_URL', 'TAMANI_KAFKA_BROKERS', 'TAMANI_MONGO_URL'];

/**
 * @typedef {object} EnginesOfTests
 * @property {Record<string, string> | undefined} env undefined: there are none, and it was said
 * @property {boolean} isMissing they should have been there
 * @property {() => Promise<void>} stop
 */

/** Downloads and builds the servers in parallel with the other checks; needed later. */
export function prepareEngines() {
  if (isGiven() || isUnwanted()) return Promise.resolve();
  return runNode(['tools/engines/prepare.mjs'], { quiet: true }).then(() => undefined);
}

/**
 * The servers that the engine suites run on: those of the environment, else our own.
 * `TAMANI_TEST_ENGINES=required` makes their absence a failure (CI), `none` does without them.
 * @returns {Promise<EnginesOfTests>}
 */
export async function enginesOfTests() {
  const none = { env: undefined, isMissing: false, stop: async () => undefined };
  if (isUnwanted()) return none;
  if (isGiven()) return { ...none, env: {} };
  try {
    const { env, stop } = await startEngines();
    process.stderr.write(`engines: ${Object.values(env).join('  ')}\n`);
    return { env: { ...env }, isMissing: false, stop };
  } catch (error) {
    if (!(error instanceof EngineMissing)) throw error;
    process.stderr.write(
      `NOT RUN on the real engines, only on SQLite: ${error.message}\n` +
        'Suites on EventStoreDB, Kafka and MongoDB need Java 17, Maven and Go, or their addresses.\n',
    );
    return { ...none, isMissing: process.env['TAMANI_TEST_ENGINES'] === 'required' };
  }
}

const isGiven = () => ADDRESSES.every((name) => process.env[name] !== undefined);
const isUnwanted = () => process.env['TAMANI_TEST_ENGINES'] === 'none';
