import { StoreCorrupt } from '@tamani/ports';
import { collectionName, type ContextDefinition, type Runtime } from '@tamani/runtime';
import type { DistributedSettings } from '@tamani/profiles';
import type { Output } from '../../shell/output.js';
import { openSystem } from '../open-system.js';
import { unfit } from './diagnose-files.js';
import { diagnoseRuntime } from './diagnose-runtime.js';
import { fine, wrong, type Finding } from './finding.js';

const PAGE = 1_000;

/** Inspects the servers of a stopped distributed system: every event, every document. */
export async function diagnoseStores(
  distributed: DistributedSettings,
  contexts: readonly ContextDefinition[],
  output: Output,
): Promise<readonly Finding[]> {
  const { say } = output;
  const opened = await openSystem({ folder: '', contexts, distributed }, output).catch(unfit(say));
  if (!('runtime' in opened)) return [opened];
  const { runtime, close } = opened;
  try {
    return [
      await sound('events', () => readLog(runtime, output), output),
      await sound('reads', () => readDocuments(runtime, output), output),
      ...(await diagnoseRuntime(runtime, say)),
    ];
  } finally {
    await close();
  }
}

async function sound(
  part: 'events' | 'reads',
  read: () => Promise<void>,
  { say }: Output,
): Promise<Finding> {
  const name = `integrity.${part}`;
  try {
    await read();
    return fine(name, say('sound', { part }), []);
  } catch (error) {
    if (!(error instanceof StoreCorrupt)) throw error;
    const cure = say(part === 'events' ? 'mend_server_log' : 'mend_derived');
    const words = { part, count: 1, what: ` (${error.message})`, cure };
    return wrong(name, say('damaged', words), [{ file: part, what: error.message }]);
  }
}

async function readLog({ ports, decode }: Runtime, output: Output): Promise<void> {
  const head = Number(await ports.store.head());
  for (let after = 0n; ;) {
    const { events, next, atHead } = await ports.store.readAll({ after, limit: PAGE });
    events.forEach(decode);
    output.progress(Number(next), head, 'events');
    if (atHead) return;
    after = next;
  }
}

async function readDocuments({ ports, contexts }: Runtime, output: Output): Promise<void> {
  const models = contexts.flatMap(({ name, readModels }) =>
    readModels.map((model) => collectionName(name, model)),
  );
  for (const [at, collection] of models.entries()) {
    for (let cursor: string | null | undefined; cursor !== null;) {
      const from = cursor === undefined ? {} : { cursor };
      const page = await ports.reads.find(collection, { limit: PAGE, ...from });
      cursor = page.nextCursor;
    }
    output.progress(at + 1, models.length, 'reads');
  }
}
