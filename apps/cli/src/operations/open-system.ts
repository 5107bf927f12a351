import { systemClock, systemIds } from '@tamani/kernel';
import { StoreLocked, StoreUnavailable } from '@tamani/ports';
import { FILES, openEngines, type DistributedSettings } from '@tamani/profiles';
import { Runtime, type ContextDefinition, type Log } from '@tamani/runtime';
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
  if (!distributed && !existsSync(join(folder, FILES.events))) {
    const text = output.say('no_system', { folder, file: FILES.events });
    throw new CommandFailed(text, EXIT.usage);
  }
  try {
    const log = logTo(output);
    const where = distributed ? { dataDir: folder, distributed } : { dataDir: folder };
    const { close, ...engines } = await openEngines(where, {
      log,
      onFatal: (error) => log.error(error.message),
    });
    const ports = { ...engines, clock: systemClock, ids: systemIds, log };
    const runtime = new Runtime(ports, contexts, { soleWriter: !distributed });
    await runtime.prepare();
    return { runtime, close };
  } catch (error) {
    if (error instanceof StoreLocked) {
      throw new CommandFailed(output.say('files_in_use', { folder }), EXIT.busy);
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
