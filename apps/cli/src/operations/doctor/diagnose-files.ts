import { FILES } from '@tamani/profiles';
import type { ContextDefinition } from '@tamani/runtime';
import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Say } from '../../shell/language.js';
import type { Output } from '../../shell/output.js';
import { fine, sizeOf, wrong, type Finding } from './finding.js';
import { CommandFailed, EXIT } from '../../shell/exit-codes.js';
import { diagnoseIntegrity } from './diagnose-integrity.js';
import { diagnoseRuntime } from './diagnose-runtime.js';
import { checkThere, openSystem } from '../open-system.js';

/** Below this, a busy day may fill the disk: the stores then refuse to write, and say so. */
const FEW_FREE_BYTES = 512 * 1024 * 1024;
/** Inspects a stopped system: files, events to project or publish, parked messages. */
export async function diagnoseFiles(
  folder: string,
  contexts: readonly ContextDefinition[],
  output: Output,
): Promise<readonly Finding[]> {
  const { say } = output;
  checkThere({ folder, contexts }, output);
  const integrity = await diagnoseIntegrity(folder, output);
  if (integrity.some(({ ok }) => !ok)) return integrity;
  const opened = await openSystem({ folder, contexts }, output).catch(unfit(say));
  if (!('runtime' in opened)) return [...integrity, opened];
  const { runtime, close } = opened;
  try {
    return [
      ...integrity,
      ...(await sizes(folder, say)),
      await freeSpace(folder, say),
      ...(await diagnoseRuntime(runtime, say)),
    ];
  } finally {
    await close();
  }
}

/** Parts that do not belong together are a finding; everything else ends the command. */
export const unfit =
  (say: Say) =>
  (error: unknown): Finding => {
    if (!(error instanceof CommandFailed) || error.exitCode !== EXIT.failed) throw error;
    return wrong('identity', say('other_log', { why: error.message }), error.message);
  };

async function sizes(folder: string, say: Say): Promise<readonly Finding[]> {
  return Promise.all(
    Object.entries(FILES).map(async ([name, file]) => {
      const { size } = await stat(join(folder, file));
      return fine(`files.${name}`, say('file_size', { file, ...sizeOf(size) }), size);
    }),
  );
}

async function freeSpace(folder: string, say: Say): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  return free >= FEW_FREE_BYTES
    ? fine('disk', say('disk_free', sizeOf(free)), free)
    : wrong('disk', say('disk_full', sizeOf(free)), free);
}
