import { parseArgs } from 'node:util';
import { startControl, startDouble } from './double/index.js';

const USAGE = `The EventStoreDB wire double: for tests, not a server.
node main.js --port 2113 --file events.db
  --host 127.0.0.1     where to listen
  --control 2114       port of the bad days: POST /faults, GET /faults
  --in-flight-ms 2000  what an append waits that is the same as one in flight
  --synchronous off    or full: what was written survives a loss of power, too`;

/** Starts, says so in one line, and goes at SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const { controlPort, ...options } = optionsOf(process.argv.slice(2));
  const double = await startDouble(options);
  const { file, host } = options;
  const control =
    controlPort === undefined
      ? undefined
      : await startControl(double.faults, { host, port: controlPort });
  const faults = control ? `, faults at http://${host}:${control.port}/faults` : '';
  process.stdout.write(
    `EventStoreDB wire double, not a server: ${double.url}, log ${file}${faults}\n`,
  );
  const stop = (): void => {
    control?.close();
    double.stop().then(() => process.exit(0), failed);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function optionsOf(args: string[]) {
  const text = (value?: string) => ({ type: 'string', default: value }) as const;
  const { values } = parseArgs({
    args,
    options: {
      file: text(),
      control: text(),
      port: text('2113'),
      host: text('127.0.0.1'),
      'in-flight-ms': text('2000'),
      synchronous: text('off'),
    },
  });
  const { file, host = '', synchronous, control } = values;
  if (file === undefined || (synchronous !== 'full' && synchronous !== 'off'))
    throw new Error(`--file is missing, or --synchronous is not full or off.\n${USAGE}`);
  const port = numberOf('port', values.port);
  const inFlightMs = numberOf('in-flight-ms', values['in-flight-ms']);
  const controlPort = control === undefined ? undefined : numberOf('control', control);
  return { file, host, synchronous, port, inFlightMs, controlPort } as const;
}

function numberOf(name: string, text = ''): number {
  if (!/^\d{1,6}$/.test(text)) throw new Error(`--${name} is not a number: ${text}\n${USAGE}`);
  return Number(text);
}

function failed(error: unknown): never {
  const sentence = error instanceof Error ? error.message : String(error);
  process.stderr.write(`EventStoreDB wire double: ${sentence}\n`);
  process.exit(1);
}

main().catch(failed);
