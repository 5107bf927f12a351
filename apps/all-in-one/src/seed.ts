import { TamaniClient } from '@tamani/client';
import { seedDemo } from '@tamani/demo';
import { systemClock, today } from '@tamani/kernel';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningService } from '@tamani/profiles';

const FILE = 'demo-seed.json';

interface Mark {
  /** The business day that the data was begun for: the dates in it are relative to it. */
  readonly today: string;
  readonly done: boolean;
}

/**
 * Fills an empty system with the demonstration data, through its own API. Interrupted, it goes
 * on at the next start with the same keys; a system that somebody else has filled is left alone.
 */
export async function seedOnce(
  { url, runtime }: RunningService,
  { dataDir, tell }: { readonly dataDir: string; readonly tell: (text: string) => void },
): Promise<void> {
  const file = join(dataDir, FILE);
  const mark = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Mark) : undefined;
  if (mark?.done === true) return;
  if (!mark && (await runtime.ports.store.head()) > 0n) return;
  const day = mark?.today ?? today(systemClock);
  const save = (done: boolean): void => writeFileSync(file, JSON.stringify({ today: day, done }));
  save(false);
  tell('Données de démonstration / demonstration data…');
  await seedDemo(new TamaniClient({ baseUrl: url }), { today: day, tell });
  await runtime.settled(120_000);
  save(true);
}
