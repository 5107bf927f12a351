import type { Random } from '@tamani/testing/engines';
import type { Trouble } from '../harness/day.js';
import { later } from '../harness/scene.js';
import type { Lines } from '../rig/engines.js';
import type { Strokes, TcpProxy } from '../rig/tcp-proxy.js';

/** Adds up what the lines of many runs have done. */
export class Struck implements Strokes {
  cut = 0;
  dropped = 0;
  held = 0;

  add({ cut, dropped, held }: Strokes): void {
    this.cut += cut;
    this.dropped += dropped;
    this.held += held;
  }
}

const EPISODES = 3;
const SHORT_MS = 700;
/** Longer than the adapters wait for an answer. */
const LONG_MS = 3_500;
const MOST_BYTES = 4_000;
const LATENCY_MS = 60;

/**
 * A partition between one engine and one of the replicas, or both of them, several times: the
 * line stands still, breaks, breaks in mid-message or is slow; healed after a seeded time.
 */
export function partition(engine: keyof Lines, struck: Struck): Trouble {
  return async (scene, random) => {
    const { replicas } = scene.rig;
    for (let episode = 0; episode < EPISODES; episode++) {
      await scene.moment(random, [episode / EPISODES, (episode + 1) / EPISODES]);
      const both = random.chance(0.3);
      const hit = both ? replicas : [random.pick(replicas)];
      const lines = hit.map((replica) => replica.lines[engine]);
      await disturb(lines, random);
    }
    for (const replica of replicas) struck.add(replica.lines[engine].strokes);
  };
}

async function disturb(lines: readonly TcpProxy[], random: Random): Promise<void> {
  const disturbance = random.pick(DISTURBANCES);
  for (const line of lines) disturbance(line, random);
  const longest = random.chance(0.2) ? LONG_MS : SHORT_MS;
  await later(random.below(longest));
  for (const line of lines) line.pass();
}

type Disturbance = (line: TcpProxy, random: Random) => void;

const DISTURBANCES: readonly Disturbance[] = [
  (line) => line.stall(),
  (line) => line.cut(),
  (line, random) => line.drop(random.below(MOST_BYTES), 'request'),
  (line, random) => line.drop(random.below(MOST_BYTES), 'answer'),
  // Asked and carried out, and the answer is gone.
  (line) => line.drop(0, 'answer'),
  (line, random) => (line.latencyMs = random.below(LATENCY_MS)),
];
