import { TamaniClient } from '@tamani/client';
import { seedDemo } from '@tamani/demo';
import { systemClock, today } from '@tamani/kernel';
import { inEveryLanguage } from '@tamani/texts';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sealed, unsealed } from '@tamani/nest';
import { ForeignLog } from '@tamani/ports';
import { SEED_FILE, syncFolderOf, type RunningService } from '@tamani/profiles';
import { logOf } from '@tamani/runtime';

interface Mark {
  /** The business day that the data was begun for: the dates in it are relative to it. */
  readonly today: string;
  readonly done: boolean;
  /** The id of the log that it is loaded into. */
  readonly log: string;
}

/**
 * Loads the demonstration data into an empty system, through its own API. If interrupted, it
 * continues at the next start with the same keys. A system with other data is left alone.
 */
export async function seedOnce(
  { url, runtime }: RunningService,
  { dataDir, tell }: { readonly dataDir: string; readonly tell: (text: string) => void },
): Promise<void> {
  const file = join(dataDir, SEED_FILE);
  const mark = markIn(file);
  const log = await logOf(runtime.ports.store);
  if (mark && mark.log !== log)
    throw new ForeignLog(`${file} is of the log ${mark.log}, and the log here is ${log}`);
  if (mark?.done === true) return;
  if (!mark && (await runtime.ports.store.head()) > 0n) return;
  const day = mark?.today ?? today(systemClock);
  const save = (done: boolean): void => saveMark(file, { today: day, done, log });
  save(false);
  tell(inEveryLanguage('demo_loading'));
  await seedDemo(new TamaniClient({ baseUrl: url }), {
    today: day,
    tell: ({ code, ...figures }) => tell(`  ${inEveryLanguage(code, figures)}`),
  });
  await runtime.settled(120_000);
  save(true);
}

/** Undefined also of a file that a power cut left empty: it has told nobody anything. */
function markIn(file: string): Mark | undefined {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text === '' ? undefined : (JSON.parse(unsealed(file, text)) as Mark);
}

/** Whole or as it was before, whenever the power fails. */
function saveMark(file: string, mark: Mark): void {
  const next = `${file}.next`;
  writeFileSync(next, sealed(JSON.stringify(mark)), { flush: true });
  renameSync(next, file);
  syncFolderOf(file);
}
