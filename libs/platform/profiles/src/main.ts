import { ForeignLog, StoreCorrupt, StoreLocked, StoreUnavailable } from '@tamani/ports';
import type { RuntimeSettings } from '@tamani/runtime';
import { inEveryLanguage } from '@tamani/texts';
import { startService, type RunningService, type ServiceDefinition } from './service.js';
import { settingsOf, SettingsError, type Settings } from './settings.js';

/** Exit codes (docs/runbook.md). */
const EXIT = {
  other: 1,
  settings: 2,
  locked: 3,
  corrupt: 4,
  disk: 5,
  unavailable: 6,
  foreign: 7,
} as const;

const tell = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

/** Done once a service listens, before it reports ready. */
export type AfterStart = (
  service: RunningService,
  of: { readonly settings: Settings; readonly tell: (text: string) => void },
) => Promise<void>;

/** The main program of a service: settings from the environment, signals, exit codes. */
export function runService(definition: ServiceDefinition, afterStart?: AfterStart): void {
  run(definition, afterStart).catch((error: unknown) => {
    complain(error instanceof Error ? error.message : String(error));
    if (error instanceof ForeignLog) complain(inEveryLanguage('foreign_log'));
    const code = exitCodeOf(error);
    if (code === EXIT.other && error instanceof Error) complain(error.stack ?? '');
    process.exit(code);
  });
}

async function run(definition: ServiceDefinition, afterStart?: AfterStart): Promise<void> {
  // What it writes holds money and keys: for its own user only.
  process.umask(0o077);
  const settings = settingsOf(process.env);
  const preparing = afterStart !== undefined;
  const runtime = testFaults();
  const options = { onFatal: endAtOnce, onForeign: endAsForeign, runtime, preparing };
  const service = await startService(definition, settings, options);
  stopOnSignals(service);
  tell(`Tamani ${definition.name} ${service.url} (documentation : ${service.url}/docs)`);
  const { areDemoLoginsOpen, host } = settings;
  if (areDemoLoginsOpen) tell(inEveryLanguage('demo_logins_open', { host }));
  await afterStart?.(service, { settings, tell });
  service.prepared();
  tell('Prêt / ready');
}

function exitCodeOf(error: unknown): number {
  if (error instanceof SettingsError) return EXIT.settings;
  if (error instanceof StoreLocked) return EXIT.locked;
  if (error instanceof StoreCorrupt) return EXIT.corrupt;
  if (error instanceof ForeignLog) return EXIT.foreign;
  return error instanceof StoreUnavailable ? EXIT.unavailable : EXIT.other;
}

/** A disk that failed under a write: the files are taken up again by a fresh process only. */
function endAtOnce(error: Error): void {
  complain(`Disque / disk: ${error.message}. Rien n’est plus confirmé ; arrêt / stopping.`);
  process.exit(EXIT.disk);
}

/** The log was exchanged under a running process: what it remembers is of the old one. */
function endAsForeign(error: Error): void {
  complain(`${error.message}\n${inEveryLanguage('foreign_log')}`);
  process.exit(EXIT.foreign);
}

function stopOnSignals(service: RunningService): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      service.close().then(
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
function testFaults(): Partial<RuntimeSettings> {
  if (process.env['TAMANI_TEST_FAULT'] !== 'forget-command-ids') return {};
  if (process.env['NODE_ENV'] !== 'test') throw new SettingsError('TAMANI_TEST_FAULT: tests only');
  return { rememberCommandIds: false };
}
