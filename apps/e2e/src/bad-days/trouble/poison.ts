import { StoreUnavailable } from '@tamani/ports';
import type { ContextDefinition, ParkedEntry, Reaction } from '@tamani/runtime';
import type { Trouble } from '../harness/day.js';
import { later, type Scene } from '../harness/scene.js';
import { patiently } from '../rig/patience.js';
import type { Rig } from '../rig/rig.js';
import { documentId } from '../workload/purchase.js';
import { PURCHASES, SURE } from '../workload/workload.js';

/** Reactions and links that keep the order of each purchase order's messages. */
const PROCESSES = [
  'execution',
  'order-allocation',
  'invoice-matching',
  'payment-settlement',
] as const;
const POISONED = documentId(SURE, 'order');
const PARKED_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 20;

/** A fault of the code: one of them fails at the messages of one purchase, until it is mended. */
export class Poison {
  /** How many messages were parked when the code was mended. */
  parked = 0;
  private isMended = false;

  constructor(readonly process: string) {}

  static of(seed: number): Poison {
    return new Poison(PROCESSES[seed % PROCESSES.length] ?? '');
  }

  readonly change = (context: ContextDefinition): ContextDefinition => ({
    ...context,
    links: this.inOneOf(context.links),
    reactions: this.inOneOf(context.reactions),
  });

  /** Waits until the others are through, looks at what is parked, mends the code and replays. */
  readonly trouble: Trouble = async (scene) => {
    const { rig } = scene;
    await untilParked(rig);
    await untilOthersEnded(scene);
    const parked = await parkedNow(rig);
    this.parked = parked.length;
    checkParked(parked, this.process);
    this.isMended = true;
    await replay(rig);
  };

  private inOneOf(rules: readonly Reaction[] = []): readonly Reaction[] {
    return rules.map((rule) => (rule.name === this.process ? this.in(rule) : rule));
  }

  private in(rule: Reaction): Reaction {
    return {
      ...rule,
      commands: (message) => {
        if (!this.isMended && rule.key(message) === POISONED) throw new Error('poison');
        return rule.commands(message);
      },
    };
  }
}

/** Requests that follow the same link fail at it as well, and leave it to the process. */
async function untilParked(rig: Rig): Promise<void> {
  const deadline = performance.now() + PARKED_WITHIN_MS;
  while ((await parkedNow(rig)).length === 0) {
    if (performance.now() > deadline) throw new Error('nothing was parked');
    await later(LOOK_EVERY_MS);
  }
}

/** What this trouble is about: one message fails, and the other purchases go on. */
async function untilOthersEnded(scene: Scene): Promise<void> {
  const others = PURCHASES.filter((name) => name !== SURE);
  await scene.until(() => others.every((name) => scene.ended.has(name)));
  const stuck = others.filter((name) => !scene.ended.has(name));
  if (stuck.length > 0) throw new Error(`a poison message holds up ${stuck.join(', ')}`);
}

/** Nothing but the poisoned key, in the order in which it was published. */
function checkParked(parked: readonly ParkedEntry[], process: string): void {
  const strangers = parked.filter(
    ({ group, key }) => key !== POISONED || !group.endsWith(`.${process}`),
  );
  if (strangers.length > 0) throw new Error(`parked for nothing: ${JSON.stringify(strangers)}`);
  const positions = parked.map(({ text }) =>
    BigInt((JSON.parse(text) as { readonly position: string }).position),
  );
  const isInOrder = positions.every((position, n) => position >= (positions[n - 1] ?? 0n));
  if (!isInOrder) throw new Error(`parked out of order: ${positions.join(', ')}`);
}

/** As an operator does, until nothing is left. */
async function replay(rig: Rig): Promise<void> {
  for (let parked = await parkedNow(rig); parked[0]; parked = await parkedNow(rig)) {
    const [replica] = rig.alive;
    await replica?.runtime.parked.replay(parked[0].id).catch((error: unknown) => {
      if (!(error instanceof StoreUnavailable)) throw error;
    });
  }
}

async function parkedNow(rig: Rig): Promise<readonly ParkedEntry[]> {
  const [replica] = rig.alive;
  if (!replica) throw new Error('no replica is alive');
  // An engine that is late on a busy machine is not one that has nothing parked.
  return patiently(() => replica.runtime.parked.list());
}
