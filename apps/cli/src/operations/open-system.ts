import { systemClock, systemIds } from '@tamani/kernel';
import { ForeignLog, StoreCorrupt, StoreLocked, StoreUnavailable } from '@tamani/ports';
import { eraseDerived, FILES, openEngines, type DistributedSettings } from '@tamani/profiles';
import { AtWorkElsewhere, Runtime, type ContextDefinition, type Log } from '@tamani/runtime';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CommandFailed, EXIT } from '../shell/exit-codes.js';
import type { Output } from '../shell/output.js';

/** Where a system is: in the files of a folder, or on the servers of the distributed profile. */
export interface SystemPlace {
  readonly folder: string;
  readonly contexts: readonly ContextDefinition[];
  readonly distributed?: DistributedSettings;
}

export interface OpenedSystem {
  readonly runtime: Runtime;
  close(): Promise<void>;
}

/**
 * Opens a system with a runtime that rests: nothing is projected, relayed or consumed by itself.
 * Throws CommandFailed when there is no system or a server owns the files.
 */
export async function openSystem(place: SystemPlace, output: Output): Promise<OpenedSystem> {
  const { folder, contexts, distributed } = place;
  checkThere(place, output);
  return told(place, output, async () => {
    const log = logTo(output);
    const where = distributed ? { dataDir: folder, distributed } : { dataDir: folder };
    const { close, ...engines } = await openEngines(where, {
      log,
      onFatal: (error) => log.error(error.message),
    });
    const ports = { ...engines, clock: systemClock, ids: systemIds, log };
    const runtime = new Runtime(ports, contexts, { soleWriter: !distributed });
    await runtime.prepare().catch(async (error: unknown) => {
      await close();
      throw error;
    });
    return { runtime, close };
  });
}

/** Throws CommandFailed where there is no log. */
export function checkThere({ folder, distributed }: SystemPlace, { say }: Output): void {
  if (distributed || existsSync(join(folder, FILES.events))) return;
  throw new CommandFailed(say('no_system', { folder, file: FILES.events }), EXIT.usage);
}

/** Deletes what is derived from the log. Throws CommandFailed when a server is at work. */
export function eraseAll(place: SystemPlace, output: Output): Promise<void> {
  const { folder: dataDir, contexts, distributed } = place;
  const where = distributed ? { dataDir, distributed } : { dataDir };
  const groups = contexts.flatMap(({ name, links = [], reactions = [], processes }) =>
    [...links, ...reactions, ...processes].map((rule) => `${name}.${rule.name}`),
  );
  return told(place, output, () => eraseDerived(where, { contexts, groups, log: logTo(output) }));
}

/** Does it and gives the troubles of engines their words and exit codes. */
export async function told<T>(
  { folder }: SystemPlace,
  output: Output,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreLocked) {
      throw new CommandFailed(output.say('files_in_use', { folder }), EXIT.busy);
    }
    if (error instanceof AtWorkElsewhere) throw new CommandFailed(error.message, EXIT.busy);
    if (error instanceof ForeignLog || error instanceof StoreCorrupt) {
      const cure = output.say(error instanceof ForeignLog ? 'cure_foreign' : 'cure_corrupt');
      throw new CommandFailed(`${error.message}\n${cure}`, EXIT.failed);
    }
    if (error instanceof StoreUnavailable) throw new CommandFailed(error.message, EXIT.failed);
    throw error;
  }
}

/** The runtime's log goes to standard error; an idle one writes little. */
const logTo = (output: Output): Log => {
  const write = (message: string, fields?: object) =>
    output.trouble(fields ? `${message} ${JSON.stringify(fields)}` : message);
  return { info: () => undefined, warn: write, error: write };
};
