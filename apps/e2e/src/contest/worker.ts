/** One process of the contest: it has its share, waits for the start and sends it. */
import 'reflect-metadata';
import { once } from 'node:events';
import { systemClock } from '@tamani/kernel';
import { OutcomeUnknown, StoreUnavailable } from '@tamani/ports';
import { CommandHandler } from '@tamani/runtime';
import { asking, lineAggregate, openContestStore, replicaOf } from './contestant.js';
import { ForcedStore } from './forced-store.js';
import { EFFECTIVE_AT, type Asked } from './plan.js';
import type { FromWorker, Job, Told, ToWorker } from './protocol.js';

const say = (message: FromWorker): void => void process.send?.(message);
const heard = async (): Promise<ToWorker> => {
  const [message] = (await once(process, 'message')) as [ToWorker];
  return message;
};

const PAUSE_MS = 5;
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

class Contestant {
  readonly told: Told[] = [];
  cameBack = 0;
  private next = 0;

  constructor(
    private readonly commands: CommandHandler,
    private readonly job: Job,
  ) {}

  async run(): Promise<void> {
    const { atOnce, share } = this.job;
    const one = async (): Promise<void> => {
      for (let asked = share[this.next++]; asked; asked = share[this.next++]) {
        this.told.push(await this.reserve(asked));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, one));
  }

  /** Sends a reservation until it has its answer, always under the same id. */
  private async reserve(asked: Asked): Promise<Told> {
    for (;;) {
      const told = await this.tried(asked);
      if (told) return told;
      this.cameBack += 1;
      await pause();
    }
  }

  private async tried({ reservationId, commandId, lineId, amount }: Asked) {
    const document = { kind: 'requisition', id: reservationId, reference: null };
    const asks = { type: 'ReserveFunds', reservationId, amount, document, requestedBy: [] };
    const command = { ...asks, effectiveAt: EFFECTIVE_AT };
    const context = asking(command, commandId);
    try {
      const sent = this.commands.dispatch(lineAggregate, lineId, command, context, {
        stateless: true,
      });
      const result = await sent;
      if (result.ok) return toldOf(reservationId, result.value);
      if (result.error.code !== 'too_much_contention') throw new Error(result.error.code);
    } catch (error) {
      if (!(error instanceof OutcomeUnknown || error instanceof StoreUnavailable)) throw error;
    }
    return undefined;
  }
}

function toldOf(
  reservationId: string,
  of: { readonly events: readonly { readonly type: string }[]; readonly replayed: boolean },
): Told {
  const [event] = of.events;
  if (!event) throw new Error(`${reservationId}: no answer`);
  const outcome = event.type === 'FundsReserved' ? 'accepted' : 'refused';
  return { reservationId, outcome, replayed: of.replayed };
}

async function main(): Promise<void> {
  const job = (await heard()) as Job;
  const store = await openContestStore();
  const forced = new ForcedStore(store);
  const commands = job.ignoresConflicts
    ? new CommandHandler({ store: forced, clock: systemClock }, { soleWriter: true })
    : replicaOf(store);
  const contestant = new Contestant(commands, job);
  say({ kind: 'ready' });
  await heard();
  await contestant.run();
  const conflicts = (store.counters()['conflicts'] ?? 0) + forced.forced;
  const { told, cameBack } = contestant;
  say({ kind: 'report', told, conflicts, cameBack });
  await heard();
  await store.close();
  process.disconnect();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
