import { FILES } from '@tamani/profiles';
import { collectionName, type ContextDefinition, type Runtime } from '@tamani/runtime';
import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Output } from '../shell/output.js';
import { fine, sizeText, wrong, type Finding } from './finding.js';
import { openSystem } from './open-system.js';

/** Below this, a busy day may fill the disk: the stores then refuse to write, and say so. */
const FEW_FREE_BYTES = 512 * 1024 * 1024;
/** Events counted as waiting; more are told as "at least". */
const MOST_COUNTED = 1_000;

/** Looks at a stopped system: its files, what has still to be projected or sent, what is parked. */
export async function diagnoseFiles(
  folder: string,
  contexts: readonly ContextDefinition[],
  output: Output,
): Promise<readonly Finding[]> {
  const { runtime, close } = await openSystem({ folder, contexts }, output);
  try {
    return [
      ...(await sizes(folder)),
      await freeSpace(folder),
      await head(runtime),
      ...(await lags(runtime)),
      ...(await messages(runtime)),
    ];
  } finally {
    await close();
  }
}

async function sizes(folder: string): Promise<readonly Finding[]> {
  return Promise.all(
    Object.entries(FILES).map(async ([name, file]) => {
      const { size } = await stat(join(folder, file));
      const text = sizeText(size);
      return fine(`files.${name}`, { fr: `${file} : ${text.fr}`, en: `${file}: ${text.en}` });
    }),
  );
}

async function freeSpace(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const text = sizeText(free);
  if (free >= FEW_FREE_BYTES) {
    return fine('disk', { fr: `disque : ${text.fr} libres`, en: `disk: ${text.en} free` });
  }
  return wrong('disk', {
    fr: `disque : ${text.fr} libres ; faites de la place, un disque plein arrête les écritures`,
    en: `disk: ${text.en} free; make room, a full disk stops all writing`,
  });
}

async function head(runtime: Runtime): Promise<Finding> {
  const position = await runtime.ports.store.head();
  const { engine } = runtime.ports.store;
  return fine('log', {
    fr: `journal : position ${position} (${engine})`,
    en: `log: position ${position} (${engine})`,
  });
}

/** What a stop or a kill has left undone is done at the next start: told, not complained about. */
async function lags(runtime: Runtime): Promise<readonly Finding[]> {
  const { reads } = runtime.ports;
  const findings: Finding[] = [];
  for (const { name, readModels } of runtime.contexts) {
    let toProject = 0;
    for (const model of readModels) {
      const after = await reads.checkpoint(collectionName(name, model));
      toProject += await eventsAfter(runtime, after ?? 0n, model.streams);
    }
    const after = await reads.checkpoint(`relay.${name}`);
    const toRelay = await eventsAfter(runtime, after ?? 0n, [`${name}.`]);
    findings.push(lagOf(`projector.${name}`, toProject), lagOf(`relay.${name}`, toRelay));
  }
  return findings;
}

async function eventsAfter(
  runtime: Runtime,
  after: bigint,
  streamPrefixes: readonly string[],
): Promise<number> {
  const filter = streamPrefixes.includes('') ? {} : { filter: { streamPrefixes } };
  let count = 0;
  for (let from = after; count < MOST_COUNTED;) {
    const page = await runtime.ports.store.readAll({ after: from, limit: MOST_COUNTED, ...filter });
    count += page.events.length;
    if (page.atHead) break;
    from = page.next;
  }
  return Math.min(count, MOST_COUNTED);
}

function lagOf(name: string, waiting: number): Finding {
  const more = waiting >= MOST_COUNTED ? { fr: 'au moins ', en: 'at least ' } : { fr: '', en: '' };
  return fine(`lag.${name}`, {
    fr: `${name} : ${more.fr}${waiting} événements à traiter au prochain démarrage`,
    en: `${name}: ${more.en}${waiting} events to handle at the next start`,
  });
}

async function messages(runtime: Runtime): Promise<readonly Finding[]> {
  const { processes } = await runtime.status();
  const lag = processes.map((process) =>
    fine(`lag.process.${process.group}`, {
      fr: `${process.group} : ${process.lag} messages à traiter`,
      en: `${process.group}: ${process.lag} messages to handle`,
    }),
  );
  const parked = processes.reduce((sum, process) => sum + process.parked, 0);
  return [...lag, parkedOf(parked)];
}

/** Parked messages hold their key up until somebody decides about them. */
export function parkedOf(count: number): Finding {
  if (count === 0) {
    return fine('parked', { fr: 'aucun message en attente', en: 'no parked message' });
  }
  return wrong('parked', {
    fr: `${count} messages en attente d’une décision : voyez « tamani parked list »`,
    en: `${count} parked messages await a decision: see "tamani parked list"`,
  });
}
