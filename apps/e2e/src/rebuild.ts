import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const CLI = fileURLToPath(new URL('../../cli/dist/main.js', import.meta.url));

/** What `tamani rebuild` found of one read model against the live one. */
export interface RebuiltModel {
  readonly name: string;
  readonly documents: number;
  readonly different: number;
  readonly missing: number;
  readonly extra: number;
}

/** Rebuilds every read model of a stopped server from its log, by the operators' command. */
export async function rebuildReport(dataDir: string): Promise<readonly RebuiltModel[]> {
  const args = [CLI, 'rebuild', '--data-dir', dataDir, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 26 });
  return (JSON.parse(stdout) as { models: readonly RebuiltModel[] }).models;
}
