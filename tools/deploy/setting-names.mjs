import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../checks/run.mjs';
import { CLI_NAMES } from './policy-words.mjs';

/** Where the programs' settings are declared, one `TAMANI_X: schema` per line. */
const DECLARED_IN = ['libs/platform/profiles/src/settings.ts', 'apps/gateway/src/settings.ts'];

/**
 * Names of the settings that the programs read, of the sources, so that a tool needs no build of
 * them. That these are all and only those of the programs' own lists, a test checks.
 * @returns {string[]} sorted, without those of the CLI
 */
export function declaredSettings() {
  const names = DECLARED_IN.flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return [...text.matchAll(/^ {2}(TAMANI_[A-Z_]+):/gm)].map(([, name]) => String(name));
  });
  return [...new Set(names)].sort();
}

/** @returns {string[]} those and what the CLI reads */
export const knownSettings = () => [...declaredSettings(), ...CLI_NAMES];
