import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Env } from './system/system.js';

const CLI = fileURLToPath(new URL('../../cli/dist/main.js', import.meta.url));

/** What `tamani rebuild` found of one read model against the live one. */
export interface RebuiltModel {
  readonly name: string;
  readonly documents: number;
  readonly different: number;
  readonly missing: number;
  readonly extra: number;
}

/** Rebuilds every read model of a stopped system from its log, by the operators' command. */
export async function rebuildReport(settings: Env): Promise<readonly RebuiltModel[]> {
  const stdout = await tamani(['rebuild', '--json'], settings);
  return (JSON.parse(stdout) as { models: readonly RebuiltModel[] }).models;
}

/** Writes a list to a file as the scheduled job does. Throws when it ends with an error. */
export async function exportByJob(url: string, list: string, file: string): Promise<void> {
  const stdout = await tamani(['export', list, '--url', url, '--out', file, '--json'], {});
  if (!stdout.includes('"lines"')) throw new Error(`the export of ${list} said: ${stdout}`);
}

/** What a command of the CLI has printed; where it ends with 1 it says why in that. */
export async function tamani(args: readonly string[], settings: Env): Promise<string> {
  const env = { PATH: process.env['PATH'], ...settings };
  const options = { maxBuffer: 1 << 26, env };
  const run = promisify(execFile)(process.execPath, [CLI, ...args], options);
  const { stdout } = await run.catch((error: unknown) => error as { stdout: string });
  return stdout;
}
