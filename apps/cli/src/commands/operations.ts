import type { Command } from 'commander';
import type { ParkedAction } from '../operations/parked.command.js';
import type { FileOptions, ServerOptions, Shell } from '../shell/shell.js';

/** These bring the whole server's code along: loaded when a system is to be opened. */
const loadContexts = async () => (await import('../operations/contexts.js')).contexts;
const loadRebuild = () => import('../operations/rebuild.command.js');
const loadParked = async () => (await import('../operations/parked.command.js')).parked;
const loadBackup = () => import('../operations/backup.command.js');
const loadDoctor = async () => (await import('../operations/doctor/doctor.command.js')).doctor;

const systemOf = async (chosen: FileOptions, shell: Shell) => ({
  ...(await shell.place(chosen)),
  contexts: await loadContexts(),
});

interface RebuildOptions extends FileOptions {
  readonly check?: boolean;
  readonly fromScratch?: boolean;
}

/** `tamani rebuild [models…]`. */
export function rebuildCommand(shell: Shell): Command {
  const { say } = shell;
  const run = async (only: readonly string[], chosen: RebuildOptions) => {
    const { rebuild, rebuildFromScratch } = await loadRebuild();
    if (chosen.fromScratch === true)
      return rebuildFromScratch(await systemOf(chosen, shell), shell.output(chosen));
    const wanted = { only, check: chosen.check === true };
    return rebuild(await systemOf(chosen, shell), wanted, shell.output(chosen));
  };
  return shell
    .files(shell.command('rebuild', say('rebuild_about'), say('rebuild_help')))
    .argument('[models...]', say('rebuild_models'))
    .option('--check', say('rebuild_check_option'))
    .option('--from-scratch', say('rebuild_scratch_option'))
    .action((only: string[], chosen: RebuildOptions) => shell.ends(run(only, chosen)));
}

/** `tamani backup <folder>`. */
export function backupCommand(shell: Shell): Command {
  const { say } = shell;
  const run = async (folder: string, chosen: FileOptions) => {
    const { backup } = await loadBackup();
    return backup(await systemOf(chosen, shell), folder, shell.output(chosen));
  };
  return shell
    .files(shell.command('backup', say('backup_about'), say('backup_help')))
    .argument('<folder>', say('backup_folder'))
    .action((folder: string, chosen: FileOptions) => shell.ends(run(folder, chosen)));
}

interface RestoreOptions extends FileOptions {
  readonly overwrite?: boolean;
}

/** `tamani restore <folder>`. */
export function restoreCommand(shell: Shell): Command {
  const { say } = shell;
  const run = async (folder: string, chosen: RestoreOptions) => {
    const { restore } = await loadBackup();
    const wanted = { folder, overwrite: chosen.overwrite === true };
    return restore(await systemOf(chosen, shell), wanted, shell.output(chosen));
  };
  return shell
    .files(shell.command('restore', say('restore_about'), say('restore_help')))
    .argument('<folder>', say('restore_folder'))
    .option('--overwrite', say('restore_overwrite_option'))
    .action((folder: string, chosen: RestoreOptions) => shell.ends(run(folder, chosen)));
}

/** `tamani doctor`. */
export function doctorCommand(shell: Shell): Command {
  const { say } = shell;
  const run = async (chosen: ServerOptions & FileOptions) => {
    const doctor = await loadDoctor();
    const place = await shell.place(chosen);
    const target = { ...place, url: chosen.url, env: shell.at.env, contexts: loadContexts };
    return doctor(target, shell.output(chosen));
  };
  return shell
    .address(shell.files(shell.command('doctor', say('doctor_about'), say('doctor_help'))))
    .action((chosen: ServerOptions & FileOptions) => shell.ends(run(chosen)));
}

interface DropOptions extends FileOptions {
  readonly by: string;
  readonly reason: string;
}

/** `tamani parked list|show|replay|drop`. */
export function parkedCommand(shell: Shell): Command {
  const { say } = shell;
  const act = async (action: ParkedAction, chosen: FileOptions) => {
    const parked = await loadParked();
    return parked(await systemOf(chosen, shell), action, shell.output(chosen));
  };
  const sub = (kind: ParkedAction['kind']) =>
    shell.files(shell.command(kind, say(`parked_${kind}_about`)));
  const list = sub('list').action((chosen: FileOptions) =>
    shell.ends(act({ kind: 'list' }, chosen)),
  );
  const onOne = (kind: 'show' | 'replay') =>
    sub(kind)
      .argument('<id>')
      .action((id: string, chosen: FileOptions) => shell.ends(act({ kind, id }, chosen)));
  const drop = sub('drop')
    .argument('<id>')
    .requiredOption('--by <name>', say('parked_by_option'))
    .requiredOption('--reason <text>', say('parked_reason_option'))
    .action((id: string, { by, reason, ...chosen }: DropOptions) =>
      shell.ends(act({ kind: 'drop', id, by, reason }, chosen)),
    );
  return shell
    .group('parked', say('parked_about'))
    .addCommand(list)
    .addCommand(onOne('show'))
    .addCommand(onOne('replay'))
    .addCommand(drop)
    .addHelpText('after', `\n${say('parked_help')}`);
}
