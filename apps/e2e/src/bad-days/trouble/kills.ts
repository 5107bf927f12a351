import type { Random } from '@tamani/testing/engines';
import { randomOf } from '@tamani/testing/engines';
import type { EngineProcess } from '../../../../../tools/engines/engine-process.mjs';
import type { Trouble } from '../harness/day.js';
import { later } from '../harness/scene.js';

/** How long each restart took until the engine's port was open again, in milliseconds. */
export type Restarts = number[];

const LONGEST_DOWN_MS = 1_500;

/**
 * An engine is killed under the work of several runs side by side, and started again on its data:
 * once for all of them, at a moment of the first one that comes to it.
 */
export function killedOnce(
  engine: EngineProcess,
  restarts: Restarts,
  seeds: readonly number[],
): Trouble {
  const random = randomOf(seeds[0] ?? 0);
  let killing: Promise<void> | undefined;
  return async (scene, own) => {
    await scene.moment(own, [0, 0.5]);
    killing ??= killed(engine, restarts, random);
    await killing;
  };
}

async function killed(engine: EngineProcess, restarts: Restarts, random: Random): Promise<void> {
  await engine.kill();
  await later(random.below(LONGEST_DOWN_MS));
  const started = performance.now();
  await engine.start();
  restarts.push(Math.round(performance.now() - started));
}

export function printRestarts(name: string, restarts: Restarts): void {
  const [least, most] = [Math.min(...restarts), Math.max(...restarts)];
  process.stderr.write(`${name}: ${restarts.length} restarts, ${least} to ${most} ms each\n`);
}

/** One of the replicas dies as by `kill -9` and never comes back. */
export const replicaKilled: Trouble = async (scene, random) => {
  await scene.moment(random, [0, 0.9]);
  random.pick(scene.rig.replicas).kill();
};
