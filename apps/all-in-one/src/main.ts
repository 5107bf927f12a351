import 'reflect-metadata';
import { StoreCorrupt, StoreLocked } from '@tamani/ports';
import { seedOnce } from './seed.js';
import { startServer, type Server } from './server.js';
import { SettingsError, settingsOf } from './settings.js';

/** Exit codes (docs/runbook.md). */
const EXIT = { settings: 2, locked: 3, corrupt: 4, disk: 5, other: 1 } as const;

const tell = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

async function main(): Promise<void> {
  const settings = settingsOf(process.env);
  const server = await startServer(settings, { onFatal: endAtOnce, runtime: testFaults() });
  stopOnSignals(server);
  tell(`Tamani ${server.url} (documentation : ${server.url}/docs)`);
  if (settings.seed === 'demo') await seedOnce(server, { dataDir: settings.dataDir, tell });
  tell('Prêt / ready');
}

/** A disk that failed under a write: the files are taken up again by a fresh process only. */
function endAtOnce(error: Error): void {
  complain(`Disque / disk: ${error.message}. Rien n’est plus confirmé ; arrêt / stopping.`);
  process.exit(EXIT.disk);
}

function stopOnSignals(server: Server): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      server.close().then(
        () => process.exit(0),
        (error: unknown) => {
          complain(String(error));
          process.exit(EXIT.other);
        },
      );
    });
  }
}

/** The control of the crash test switches a protection off; never outside a test. */
function testFaults(): { rememberCommandIds?: boolean } {
  if (process.env['TAMANI_TEST_FAULT'] !== 'forget-command-ids') return {};
  if (process.env['NODE_ENV'] !== 'test') throw new SettingsError('TAMANI_TEST_FAULT: tests only');
  return { rememberCommandIds: false };
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  complain(message);
  if (error instanceof SettingsError) process.exit(EXIT.settings);
  if (error instanceof StoreLocked) process.exit(EXIT.locked);
  if (error instanceof StoreCorrupt) process.exit(EXIT.corrupt);
  if (error instanceof Error && error.stack !== undefined) complain(error.stack);
  process.exit(EXIT.other);
});
