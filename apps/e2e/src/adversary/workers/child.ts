import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SOURCES = new URL(
  '../../../../../libs/platform/sqlite/testing/source-loader.mjs',
  import.meta.url,
);

export interface Program {
  readonly script: URL;
  readonly args: readonly number[];
  /** What else is loaded before it. */
  readonly loaders?: readonly URL[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What a program of the sources of the house writes until it ends. Throws if it fails. */
export async function outputOf({ script, args, loaders = [], env = {} }: Program): Promise<string> {
  const imports = [SOURCES, ...loaders].flatMap((url) => ['--import', fileURLToPath(url)]);
  // Nearly all that a history makes is gone with it, and every core has its process already.
  const flags = [
    '--disable-warning=ExperimentalWarning',
    '--max-semi-space-size=64',
    '--single-threaded-gc',
  ];
  const command = [...flags, ...imports, fileURLToPath(script), ...args.map(String)];
  const child = spawn(process.execPath, command, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${script.pathname} ended with ${String(code)}: ${errors}`);
  return output;
}
