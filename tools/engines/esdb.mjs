import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EngineProcess } from './engine-process.mjs';
import { installDouble } from './install.mjs';

/**
 * The EventStoreDB wire double (not a server: nothing may be concluded from it but what the
 * client and the adapter do), on loopback.
 * `synchronous: 'full'` makes each append wait for the disk, as a server does.
 * @param {object} options
 * @param {string} options.folder
 * @param {number} options.port
 * @param {number} options.controlPort
 * @param {'full' | 'off'} [options.synchronous]
 * @returns {EngineProcess} not started yet; its data is in the folder
 */
export function esdbEngine({ folder, port, controlPort, synchronous = 'off' }) {
  const script = installDouble();
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'events.db');
  const control = ['--control', String(controlPort)];
  return new EngineProcess({
    name: 'EventStoreDB wire double',
    program: process.execPath,
    args: [
      script,
      '--port',
      String(port),
      '--file',
      file,
      '--synchronous',
      synchronous,
      ...control,
    ],
    port,
    logFile: join(folder, 'esdb.log'),
  });
}
