import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EngineProcess } from './engine-process.mjs';
import { installMongo } from './install.mjs';

/**
 * How a process of ours is led to this server: FerretDB has 100 connections to a database's file,
 * and whoever waits for one waits without a limit. Calls that hold one and wait for another must
 * therefore stay few, also those of five services of two replicas (see MOST_REPLACED_BY_FERRETDB).
 * @param {number} port
 */
export const mongoUrl = (port) => `mongodb://127.0.0.1:${port}/?maxPoolSize=4`;

/**
 * A MongoDB-compatible server (FerretDB on SQLite files), on loopback.
 * @param {{ folder: string, port: number }} options
 * @returns {EngineProcess} not started yet; its data is in the folder
 */
export function mongoEngine({ folder, port }) {
  const program = installMongo();
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  return new EngineProcess({
    name: 'FerretDB 1.24.2',
    program,
    args: ['-listen', `127.0.0.1:${port}`, '-data', `${data}/`],
    port,
    logFile: join(folder, 'mongo.log'),
  });
}
