import { esdbServer, serverOf } from '@tamani/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDouble } from '../double/index.js';

export interface ContractServer {
  readonly url: string;
  stop(): Promise<void>;
}

let last = 0;

/** A prefix of streams that no other suite on the same server has. */
export const freshNamespace = (): string =>
  `contract_${process.pid.toString(36)}_${Date.now().toString(36)}_${(last += 1)}`;

/** A server of the environment or of a container; else the double, which is said aloud. */
export async function foundServer(): Promise<ContractServer> {
  const real = await serverOf(esdbServer);
  if (real) return { url: real.address, stop: () => real.stop() };
  process.stderr.write('EventStoreDB: the wire double instead, which is not a server\n');
  const folder = mkdtempSync(join(tmpdir(), 'tamani-double-'));
  const double = await startDouble({ file: join(folder, 'events.db'), port: 0 });
  return {
    url: double.url,
    async stop() {
      await double.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
