import type { Command } from 'commander';
import type { Shell } from '../shell/shell.js';
import { exportCommand } from './export.js';
import { importCommand } from './import.js';
import {
  backupCommand,
  doctorCommand,
  parkedCommand,
  rebuildCommand,
  restoreCommand,
} from './operations.js';
import { seedCommand } from './seed.js';

/** Every command, in the order of the help. */
export const commandsOf = (shell: Shell): readonly Command[] => [
  seedCommand(shell),
  importCommand(shell),
  exportCommand(shell),
  doctorCommand(shell),
  rebuildCommand(shell),
  backupCommand(shell),
  restoreCommand(shell),
  parkedCommand(shell),
];
