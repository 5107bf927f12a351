import { Command } from 'commander';
import type { ParkedAction } from '../operations/parked.command.js';
import { sayIn, type Say } from '../shell/language.js';
import {
  OptionSets,
  type Ended,
  type FileOptions,
  type ServerOptions,
  type Surroundings,
} from '../shell/options.js';

/** These bring the whole server's code along: loaded when a system is to be opened. */
const loadContexts = async () => (await import('../operations/contexts.js')).contexts;
const loadRebuild = async () => (await import('../operations/rebuild.command.js')).rebuild;
const loadParked = async () => (await import('../operations/parked.command.js')).parked;
const loadDoctor = async () => (await import('../operations/doctor.command.js')).doctor;

/** `tamani rebuild [models…]`. */
export function rebuildCommand(at: Surroundings, ended: Ended): Command {
  const say = sayIn(at.language);
  const options = new OptionSets(at);
  const command = new Command('rebuild')
    .description(say('rebuild_about'))
    .argument('[models...]', say('rebuild_models'))
    .option('--check', say('rebuild_check_option'))
    .addHelpText('after', `\n${say('rebuild_help')}`)
    .action(async (only: string[], chosen: FileOptions & { check?: boolean }) => {
      const files = { ...(await options.place(chosen)), contexts: await loadContexts() };
      const wanted = { only, check: chosen.check === true };
      const rebuild = await loadRebuild();
      ended(await rebuild(files, wanted, options.output(chosen)));
    });
  return options.files(command);
}

/** `tamani doctor`. */
export function doctorCommand(at: Surroundings, ended: Ended): Command {
  const say = sayIn(at.language);
  const options = new OptionSets(at);
  const command = new Command('doctor')
    .description(say('doctor_about'))
    .addHelpText('after', `\n${say('doctor_help')}`)
    .action(async (chosen: ServerOptions & FileOptions) => {
      const { url } = chosen;
      const folder = options.folder(chosen);
      const target = { url, folder, env: at.env, contexts: loadContexts };
      const doctor = await loadDoctor();
      ended(await doctor(target, options.output(chosen)));
    });
  return options.address(options.files(command));
}

/** `tamani parked list|show|replay|drop`. */
export function parkedCommand(at: Surroundings, ended: Ended): Command {
  const say = sayIn(at.language);
  const options = new OptionSets(at);
  const act = async (action: ParkedAction, chosen: FileOptions) => {
    const files = { ...(await options.place(chosen)), contexts: await loadContexts() };
    const parked = await loadParked();
    ended(await parked(files, action, options.output(chosen)));
  };
  const sub = (kind: ParkedAction['kind']) =>
    options.files(new Command(kind).description(say(`parked_${kind}_about`)));
  const command = new Command('parked').description(say('parked_about'));
  command.addCommand(sub('list').action((chosen: FileOptions) => act({ kind: 'list' }, chosen)));
  for (const kind of ['show', 'replay'] as const) {
    const action = (id: string, chosen: FileOptions) => act({ kind, id }, chosen);
    command.addCommand(sub(kind).argument('<id>').action(action));
  }
  command.addCommand(
    dropOptions(sub('drop'), say).action((id: string, chosen: FileOptions & Decision) =>
      act({ kind: 'drop', id, by: chosen.by, reason: chosen.reason }, chosen),
    ),
  );
  return command.addHelpText('after', `\n${say('parked_help')}`);
}

interface Decision {
  readonly by: string;
  readonly reason: string;
}

const dropOptions = (command: Command, say: Say) =>
  command
    .argument('<id>')
    .requiredOption('--by <name>', say('parked_by_option'))
    .requiredOption('--reason <text>', say('parked_reason_option'));
