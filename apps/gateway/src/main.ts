import { logOf, SettingsError } from '@tamani/profiles/program';
import { startGateway } from './gateway.js';
import { gatewaySettingsOf } from './settings.js';

const EXIT = { other: 1, settings: 2 } as const;

async function main(): Promise<void> {
  const settings = gatewaySettingsOf(process.env);
  const gateway = await startGateway(settings, logOf(settings.logLevel, 'gateway'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void gateway.close().then(() => process.exit(0)));
  }
  process.stdout.write(`Tamani gateway ${gateway.url}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(error instanceof SettingsError ? EXIT.settings : EXIT.other);
});
