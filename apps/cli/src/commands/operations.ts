import type { Text } from '@tamani/kernel';
import type { Command } from 'commander';
import { resolve } from 'node:path';
import type { ParkedAction } from '../operations/parked.command.js';
import type { FileOptions, ServerOptions, Shell } from '../shell/shell.js';
import * as words from './operations-help.js';

/** These bring the whole server's code along: loaded when a system is to be opened. */
const loadContexts = async () => (await import('../operations/contexts.js')).contexts;
const loadRebuild = async () => (await import('../operations/rebuild.command.js')).rebuild;
const loadParked = async () => (await import('../operations/parked.command.js')).parked;
const loadDoctor = async () => (await import('../operations/doctor.command.js')).doctor;

const systemOf = async (chosen: FileOptions, shell: Shell) => ({
  ...(await shell.place(chosen)),
  contexts: await loadContexts(),
});

interface RebuildOptions extends FileOptions {
  readonly check?: boolean;
}

/** `tamani rebuild [models…]`. */
export function rebuildCommand(shell: Shell): Command {
  const models = { fr: 'contexte ou contexte/modèle', en: 'context or context/model' };
  const check = { fr: 'comparer sans rien remplacer', en: 'compare, replace nothing' };
  const run = async (only: readonly string[], chosen: RebuildOptions) => {
    const rebuild = await loadRebuild();
    const wanted = { only, check: chosen.check === true };
    return rebuild(await systemOf(chosen, shell), wanted, shell.output(chosen));
  };
  return shell
    .files(shell.command('rebuild', words.REBUILD, words.REBUILD_HELP))
    .argument('[models...]', shell.say(models))
    .option('--check', shell.say(check))
    .action((only: string[], chosen: RebuildOptions) => shell.ends(run(only, chosen)));
}

/** `tamani doctor`. */
export function doctorCommand(shell: Shell): Command {
  const run = async (chosen: ServerOptions & FileOptions) => {
    const doctor = await loadDoctor();
    const folder = resolve(chosen.dataDir);
    const target = { url: chosen.url, folder, env: shell.at.env, contexts: loadContexts };
    return doctor(target, shell.output(chosen));
  };
  return shell
    .address(shell.files(shell.command('doctor', words.DOCTOR, words.DOCTOR_HELP)))
    .action((chosen: ServerOptions & FileOptions) => shell.ends(run(chosen)));
}

interface DropOptions extends FileOptions {
  readonly by: string;
  readonly reason: string;
}

/** `tamani parked list|show|replay|drop`. */
export function parkedCommand(shell: Shell): Command {
  const act = async (action: ParkedAction, chosen: FileOptions) => {
    const parked = await loadParked();
    return parked(await systemOf(chosen, shell), action, shell.output(chosen));
  };
  const sub = (name: string, about: Text) => shell.files(shell.command(name, about));
  const list = sub('list', words.PARKED_LIST).action((chosen: FileOptions) =>
    shell.ends(act({ kind: 'list' }, chosen)),
  );
  const onOne = (kind: 'show' | 'replay', about: Text) =>
    sub(kind, about)
      .argument('<id>')
      .action((id: string, chosen: FileOptions) => shell.ends(act({ kind, id }, chosen)));
  const drop = sub('drop', words.PARKED_DROP)
    .argument('<id>')
    .requiredOption('--by <name>', shell.say({ fr: 'qui décide', en: 'who decides' }))
    .requiredOption('--reason <text>', shell.say({ fr: 'pourquoi', en: 'why' }))
    .action((id: string, chosen: DropOptions) => {
      const { by, reason } = chosen;
      return shell.ends(act({ kind: 'drop', id, by, reason }, chosen));
    });
  return shell
    .group('parked', words.PARKED)
    .addCommand(list)
    .addCommand(onOne('show', words.PARKED_SHOW))
    .addCommand(onOne('replay', words.PARKED_REPLAY))
    .addCommand(drop)
    .addHelpText('after', `\n${shell.say(words.PARKED_HELP)}`);
}
