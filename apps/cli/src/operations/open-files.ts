import { systemClock, systemIds, type Text } from '@tamani/kernel';
import { StoreLocked, StoreUnavailable } from '@tamani/ports';
import { Runtime, type ContextDefinition, type Log } from '@tamani/runtime';
import { openSqliteBus, openSqliteEventStore, openSqliteReadStore } from '@tamani/sqlite';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CommandFailed, EXIT } from '../shell/exit-codes.js';
import type { Output } from '../shell/output.js';

/** The files of an embedded system; `events.db` is the truth, the others can be made again. */
export const FILES = { events: 'events.db', bus: 'bus.db', reads: 'read.db' } as const;

/** A stopped system, opened by its files. */
export interface OpenedFiles {
  readonly runtime: Runtime;
  close(): Promise<void>;
}

/**
 * Opens the files of a data folder with a runtime that rests: nothing is projected, relayed or
 * consumed by itself. Throws CommandFailed when there is no system or a server owns the files.
 */
export async function openFiles(
  folder: string,
  contexts: readonly ContextDefinition[],
  output: Output,
): Promise<OpenedFiles> {
  if (!existsSync(join(folder, FILES.events))) {
    throw new CommandFailed(output.say(noSystem(folder)), EXIT.usage);
  }
  const opened: Engine[] = [];
  const close = async () => {
    for (const engine of opened.splice(0).reverse()) await engine.close();
  };
  try {
    const engines = openEngines(folder, (engine) => opened.push(engine));
    const ports = { ...engines, clock: systemClock, ids: systemIds, log: logTo(output) };
    const runtime = new Runtime(ports, contexts, { soleWriter: true });
    await runtime.prepare();
    return { runtime, close };
  } catch (error) {
    await close();
    if (error instanceof StoreLocked) throw new CommandFailed(output.say(inUse(folder)), EXIT.busy);
    if (error instanceof StoreUnavailable) throw new CommandFailed(error.message, EXIT.failed);
    throw error;
  }
}

interface Engine {
  close(): Promise<void>;
}

/** Tells each engine as soon as it is open, so that a failure of the next one closes it. */
function openEngines(folder: string, isOpen: (engine: Engine) => void) {
  const opened = <T extends Engine>(engine: T): T => {
    isOpen(engine);
    return engine;
  };
  return {
    store: opened(openSqliteEventStore({ file: join(folder, FILES.events) })),
    bus: opened(openSqliteBus({ file: join(folder, FILES.bus) })),
    reads: opened(openSqliteReadStore({ file: join(folder, FILES.reads) })),
  };
}

/** What the runtime has to say goes where troubles go; it says little when it rests. */
const logTo = (output: Output): Log => {
  const write = (message: string, fields?: object) =>
    output.trouble(fields ? `${message} ${JSON.stringify(fields)}` : message);
  return { info: () => undefined, warn: write, error: write };
};

const noSystem = (folder: string): Text => ({
  fr: `${folder} : pas de fichier ${FILES.events} ; donnez le bon dossier avec --data-dir`,
  en: `${folder}: no file ${FILES.events}; give the right folder with --data-dir`,
});

const inUse = (folder: string): Text => ({
  fr: `${folder} : un serveur en marche tient ces fichiers ; arrêtez-le, puis recommencez`,
  en: `${folder}: a running server holds these files; stop it, then try again`,
});
