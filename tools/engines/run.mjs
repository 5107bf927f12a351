/**
 * `npm run engines`: the servers of the distributed profile for a developer, on the ports that
 * they usually have, until Ctrl-C. Prints the settings that lead to them.
 */
import { startEngines } from './engines.mjs';
import { EngineMissing } from './install.mjs';

const PORTS = { esdb: 2113, kafka: 9092, mongo: 27017 };

try {
  process.stderr.write('Kafka, FerretDB, EventStoreDB (double) : préparation / preparing…\n');
  const { env, stop } = await startEngines({ ports: PORTS });
  for (const [name, value] of Object.entries({ TAMANI_PROFILE: 'distributed', ...env }))
    process.stdout.write(`export ${name}='${value}'\n`);
  process.stderr.write('Prêts ; Ctrl-C les arrête et efface leurs données. / Ready; Ctrl-C ends\n');
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.once(signal, () => void stop().then(() => process.exit(0)));
} catch (error) {
  if (!(error instanceof EngineMissing)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
