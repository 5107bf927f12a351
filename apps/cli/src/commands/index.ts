import type { Command } from 'commander';
import type { Ended, Surroundings } from '../shell/options.js';
import { exportCommand } from './export.js';
import { importCommand } from './import.js';
import { doctorCommand, parkedCommand, rebuildCommand } from './operations.js';
import { seedCommand } from './seed.js';

/** Every command, in the order of the help. */
export const commandsOf = (at: Surroundings, ended: Ended): readonly Command[] =>
  [seedCommand, importCommand, exportCommand, doctorCommand, rebuildCommand, parkedCommand].map(
    (make) => make(at, ended),
  );
