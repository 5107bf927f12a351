import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const client = join(root, 'apps/e2e/client');
const binOf = (name: string, path: string): string =>
  join(dirname(require.resolve(`${name}/package.json`)), path);

/** A file of the client. */
export const clientFile = (name: string): string => join(client, name);

/** Makes the client's types of docs/openapi.json, by a tool that knows nothing of this house. */
export async function generateTypes(): Promise<void> {
  const generator = binOf('openapi-typescript', 'bin/cli.js');
  const output = clientFile('generated/api.d.ts');
  await run(process.execPath, [generator, join(root, 'docs/openapi.json'), '--output', output]);
}

/** What the compiler says of the client; empty when nothing. */
export const clientProblems = (): Promise<string> =>
  run(process.execPath, [binOf('typescript', 'bin/tsc'), '-p', client]).then(
    () => '',
    (error: { readonly stdout: string }) => error.stdout,
  );

interface Generated {
  readonly MainFlow: new (baseUrl: string) => {
    run(): Promise<{ readonly payment: unknown; readonly submittedFor: unknown }>;
  };
}

/** By a name that this program's compiler does not follow: the client has its own. */
export const generatedClient = async (): Promise<Generated> =>
  (await import(clientFile('main-flow.ts'))) as Generated;
