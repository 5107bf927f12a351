import { systemClock } from '@tamani/kernel';
import { backUp, BackupRefused, putBack, type BackupNote } from '@tamani/profiles';
import { StoreCorrupt } from '@tamani/ports';
import { CommandFailed, EXIT, type ExitCode } from '../shell/exit-codes.js';
import type { Output } from '../shell/output.js';
import { diagnoseFiles } from './doctor/diagnose-files.js';
import { checkThere, told, type SystemPlace } from './open-system.js';
import { rebuildFromScratch } from './rebuild.command.js';

/** `tamani backup <folder>`: the log and the keys, while the server runs, verified. */
export async function backup(
  place: SystemPlace,
  folder: string,
  output: Output,
): Promise<ExitCode> {
  checkThere(place, output);
  checkEmbedded(place, output);
  const progress = (done: number, total: number) => output.progress(done, total, folder);
  const note = await refusing(output, () =>
    told(place, output, () => backUp(place.folder, folder, { now: systemClock.now(), progress })),
  );
  output.line(output.say('backup_done', { folder, ...wordsOf(note) }));
  output.result({ folder, ...note });
  return EXIT.ok;
}

/**
 * `tamani restore <folder>`: puts the log of a backup in place, makes again what is derived of it,
 * and looks at all of it.
 */
export async function restore(
  place: SystemPlace,
  { folder, overwrite }: { readonly folder: string; readonly overwrite: boolean },
  output: Output,
): Promise<ExitCode> {
  checkEmbedded(place, output);
  const progress = (done: number, total: number) => output.progress(done, total, folder);
  const note = await refusing(output, () =>
    told(place, output, () =>
      putBack(folder, place.folder, { now: systemClock.now(), overwrite, progress }),
    ),
  );
  await rebuildFromScratch(place, output.silent());
  const findings = await diagnoseFiles(place.folder, place.contexts, output);
  const damaged = findings.filter(({ name, ok }) => !ok && name.startsWith('integrity.'));
  for (const { text } of damaged) output.line(`!!  ${text}`);
  output.line(output.say('restore_done', { folder: place.folder, ...wordsOf(note) }));
  output.result({ folder: place.folder, ...note, findings });
  return damaged.length === 0 ? EXIT.ok : EXIT.failed;
}

const wordsOf = ({ head, log, madeAt }: BackupNote) => ({ count: head, log, madeAt });

/** The servers of the distributed profile have backups of their own. */
function checkEmbedded({ distributed }: SystemPlace, { say }: Output): void {
  if (distributed) throw new CommandFailed(say('backup_servers'), EXIT.usage);
}

/** Folders that are not as they should be are the user's to mend. */
async function refusing<T>({ say }: Output, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BackupRefused) {
      const { folder, trouble } = error;
      throw new CommandFailed(say(`backup_${trouble}`, { folder }), EXIT.usage);
    }
    if (error instanceof StoreCorrupt) throw new CommandFailed(error.message, EXIT.failed);
    throw error;
  }
}
