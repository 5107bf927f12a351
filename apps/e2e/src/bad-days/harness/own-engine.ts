import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineProcess } from '../../../../../tools/engines/engine-process.mjs';
import { freePorts } from '../../../../../tools/engines/engines.mjs';
import { esdbEngine } from '../../../../../tools/engines/esdb.mjs';
import { EngineMissing } from '../../../../../tools/engines/install.mjs';
import { kafkaEngine } from '../../../../../tools/engines/kafka.mjs';
import { mongoEngine } from '../../../../../tools/engines/mongo.mjs';
import type { Addresses } from '../rig/addresses.js';

/** An engine of a suite's own, which it may kill. */
export interface OwnEngine {
  readonly name: string;
  readonly process: EngineProcess;
  /** Those of the other engines, and of this one. */
  readonly addresses: Addresses;
  /** Of the event store's wire double. */
  readonly controlPort: number;
  dispose(): Promise<void>;
}

export type EngineKind = 'esdb' | 'kafka' | 'mongo';

/** Prepared, not started yet; undefined, and said aloud, where a tool for it is missing. */
export async function ownEngine(
  kind: EngineKind,
  suite: string,
  others: Addresses,
): Promise<OwnEngine | undefined> {
  const folder = mkdtempSync(join(tmpdir(), `tamani-bad-${kind}-`));
  const [port = 0, second = 0] = await freePorts(2);
  try {
    const engine = engineOf(kind, { folder, port, second });
    const dispose = async (): Promise<void> => {
      await engine.kill();
      rmSync(folder, { recursive: true, force: true });
    };
    const addresses = { ...others, ...addressOfOwn(kind, port) };
    return { name: engine.command.name, process: engine, addresses, controlPort: second, dispose };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    if (!(error instanceof EngineMissing)) throw error;
    process.stderr.write(`${suite}: NOT RUN: ${error.message}\n`);
    return undefined;
  }
}

function engineOf(
  kind: EngineKind,
  { folder, port, second }: { readonly folder: string; readonly port: number; second: number },
): EngineProcess {
  if (kind === 'esdb') return esdbEngine({ folder, port, controlPort: second });
  if (kind === 'kafka') return kafkaEngine({ folder, port, controllerPort: second });
  return mongoEngine({ folder, port });
}

function addressOfOwn(kind: EngineKind, port: number): Partial<Addresses> {
  if (kind === 'esdb') return { esdbUrl: `esdb://127.0.0.1:${port}?tls=false` };
  if (kind === 'kafka') return { kafkaBroker: `127.0.0.1:${port}` };
  return { mongoUrl: `mongodb://127.0.0.1:${port}` };
}
