import { verifyFolder, type Damage, type FolderPart } from '@tamani/profiles';
import { StoreLocked } from '@tamani/ports';
import { CommandFailed, EXIT } from '../../shell/exit-codes.js';
import type { Output } from '../../shell/output.js';
import { fine, wrong, type Finding } from './finding.js';

/** So many damages of a part are printed; `--json` has them all. */
const MOST_PRINTED = 5;

/** The log and its parts, in the order in which they are looked at; what mends each. */
const PARTS: Readonly<Record<FolderPart, 'mend_log' | 'mend_derived' | 'mend_key' | 'mend_demo'>> =
  {
    events: 'mend_log',
    reads: 'mend_derived',
    bus: 'mend_derived',
    keys: 'mend_key',
    demo: 'mend_demo',
  };

/**
 * Looks at every byte that counts of a stopped system: pages, rows, checksums, indexes. A finding
 * for each part, with its damages and what mends them.
 */
export async function diagnoseIntegrity(
  folder: string,
  output: Output,
): Promise<readonly Finding[]> {
  const { say } = output;
  const report = await verifyFolder(folder, (part, done, total) =>
    output.progress(done, total, part),
  ).catch((error: unknown) => {
    if (!(error instanceof StoreLocked)) throw error;
    throw new CommandFailed(say('files_in_use', { folder }), EXIT.busy);
  });
  return (Object.keys(PARTS) as FolderPart[]).map((part) => {
    const damages = report.damages[part];
    const name = `integrity.${part}`;
    if (damages.length === 0) return fine(name, say('sound', { part }), []);
    const words = { part, count: damages.length, what: textOf(damages), cure: say(PARTS[part]) };
    return wrong(name, say('damaged', words), damages);
  });
}

const textOf = (damages: readonly Damage[]): string =>
  damages
    .slice(0, MOST_PRINTED)
    .map(({ file, what }) => `\n      ${file}: ${what}`)
    .join('');
