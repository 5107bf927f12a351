import { DemoIssuer } from '@tamani/nest';
import { FakeClock } from '@tamani/testing/engines';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Edition, type EditionOptions, type EditionResult } from './edition.js';
import type { Place } from './side/profiles.js';
import type { Side } from './side/side.js';

export type OpenSide = (place: Place) => Promise<Side>;

const NOW = '2026-11-25T09:00:00.000Z';
let last = 0;

const freshNamespace = (): string =>
  `equal_${process.pid.toString(36)}_${Date.now().toString(36)}_${(last += 1)}`;

/** Runs an edition on two empty systems of their own. */
export async function runEdition(
  open: { readonly left: OpenSide; readonly right: OpenSide },
  options: Omit<EditionOptions, 'clock'>,
): Promise<EditionResult & { readonly engines: string; readonly problems: readonly string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'tamani-equal-'));
  const clock = new FakeClock(NOW);
  const demo = await DemoIssuer.open(folder);
  const sides: Side[] = [];
  try {
    for (const [name, openOne] of Object.entries(open)) {
      const dataDir = join(folder, name);
      mkdirSync(dataDir);
      sides.push(await openOne({ dataDir, namespace: freshNamespace(), clock, demo }));
    }
    const [left, right] = sides as [Side, Side];
    const result = await new Edition(left, right, { ...options, clock }).run();
    const engines = sides.map((side) => `${side.name} (${side.engine})`).join(' and ');
    return { ...result, engines, problems: sides.flatMap((side) => side.problems) };
  } finally {
    for (const side of sides) await side.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
