/**
 * Brings the servers of the distributed profile to this machine: the broker's jars, the built
 * MongoDB-compatible server. Takes minutes the first time, nothing afterwards. Exit code 1, with
 * the reason, where a tool is missing.
 */
import { EngineMissing, installKafka, installMongo } from './install.mjs';

try {
  installKafka();
  installMongo();
} catch (error) {
  if (!(error instanceof EngineMissing)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
