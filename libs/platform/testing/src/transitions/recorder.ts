import { afterAll, expect } from '@jest/globals';
import { invariant, type Command, type Decider, type DomainEvent } from '@tamani/kernel';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { explore, type Asked } from './explore.js';

/**
 * With `TAMANI_STATES_DIR` set (`npm run docs:states`), writes there what a suite asks its decider.
 * With `TAMANI_STATES_EXPLORE`, too, it then writes which command leads from which status to
 * which, by what all suites of the aggregate have asked that ran before it.
 */
export function transitionRecorder<S extends object, C extends Command, E extends DomainEvent, F>(
  decider: Decider<S, C, E, F>,
): (asked: Asked<C, E, F>) => void {
  const folder = process.env['TAMANI_STATES_DIR'];
  if (folder === undefined) return () => undefined;
  const own: Asked<C, E, F>[] = [];
  afterAll(() => {
    const { testPath } = expect.getState();
    invariant(testPath, 'called inside a suite');
    const file = `${decider.category}-${basename(testPath)}.asked`;
    writeFileSync(join(folder, file), serialize(own));
    if (process.env['TAMANI_STATES_EXPLORE'] === undefined) return;
    const explored = explore(decider, askedOf(folder, decider.category) as typeof own);
    writeFileSync(join(folder, `${decider.category}.json`), JSON.stringify(explored));
  });
  return (asked) => void own.push(asked);
}

const askedOf = (folder: string, category: string): readonly unknown[] =>
  readdirSync(folder)
    .filter((file) => file.startsWith(`${category}-`) && file.endsWith('.asked'))
    .flatMap((file) => deserialize(readFileSync(join(folder, file))) as readonly unknown[]);
