import type { Text } from '@tamani/kernel';
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
import { DOCTOR_HELP, PARKED_HELP, REBUILD_HELP } from './operations-help.js';

/** These bring the whole server's code along: loaded when a system is to be opened. */
const loadContexts = async () => (await import('../operations/contexts.js')).contexts;
const loadRebuild = async () => (await import('../operations/rebuild.command.js')).rebuild;
const loadParked = async () => (await import('../operations/parked.command.js')).parked;
const loadDoctor = async () => (await import('../operations/doctor.command.js')).doctor;

/** `tamani rebuild [models…]`. */
export function rebuildCommand(at: Surroundings, ended: Ended): Command {
  const say = sayIn(at.language);
  const options = new OptionSets(at);
  const models = { fr: 'contexte ou contexte/modèle', en: 'context or context/model' };
  const check = { fr: 'comparer sans rien remplacer', en: 'compare, replace nothing' };
  const command = new Command('rebuild')
    .description(
      say({
        fr: 'Refait les modèles de lecture depuis le journal et les compare.',
        en: 'Makes the read models again from the log and compares them.',
      }),
    )
    .argument('[models...]', say(models))
    .option('--check', say(check))
    .addHelpText('after', `\n${say(REBUILD_HELP)}`)
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
    .description(
      say({
        fr: 'Examine un système : réglages, fichiers, retards, messages en attente.',
        en: 'Examines a system: settings, files, lag, parked messages.',
      }),
    )
    .addHelpText('after', `\n${say(DOCTOR_HELP)}`)
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
  const sub = (name: string, about: Text) =>
    options.files(new Command(name).description(say(about)));
  const command = new Command('parked').description(say(PARKED_ABOUT));
  command.addCommand(
    sub('list', { fr: 'les montre tous', en: 'lists them' }).action((chosen: FileOptions) =>
      act({ kind: 'list' }, chosen),
    ),
  );
  for (const [kind, about] of Object.entries(ON_ONE)) {
    const action = (id: string, chosen: FileOptions) => act({ kind: kind as OnOne, id }, chosen);
    command.addCommand(sub(kind, about).argument('<id>').action(action));
  }
  const drop = sub('drop', {
    fr: 'l’abandonne ; le journal le garde',
    en: 'gives it up, on record',
  });
  command.addCommand(
    dropOptions(drop, say).action((id: string, chosen: FileOptions & Decision) =>
      act({ kind: 'drop', id, by: chosen.by, reason: chosen.reason }, chosen),
    ),
  );
  return command.addHelpText('after', `\n${say(PARKED_HELP)}`);
}

const PARKED_ABOUT: Text = {
  fr: 'Messages qu’un processus n’a pas pu traiter, serveur arrêté.',
  en: 'Messages that a process could not handle; the server is stopped.',
};

type OnOne = 'show' | 'replay';

const ON_ONE: Readonly<Record<OnOne, Text>> = {
  show: { fr: 'en montre un en entier', en: 'shows one whole' },
  replay: { fr: 'le traite, et ceux de sa clé', en: 'handles it and those of its key' },
};

interface Decision {
  readonly by: string;
  readonly reason: string;
}

const dropOptions = (command: Command, say: Say) =>
  command
    .argument('<id>')
    .requiredOption('--by <name>', say({ fr: 'qui décide', en: 'who decides' }))
    .requiredOption('--reason <text>', say({ fr: 'pourquoi', en: 'why' }));
