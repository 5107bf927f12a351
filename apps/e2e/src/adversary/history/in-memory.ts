import type { StoredEvent } from '@tamani/ports';
import { MemorySystem } from '../system/memory-system.js';
import {
  Improvisation,
  replay,
  stageOf,
  type History,
  type Length,
  type Stage,
} from './history.js';

/** Worlds of which a seed takes one. */
const WORLDS = 24;

interface Kept extends Stage {
  readonly written: readonly StoredEvent[];
}
const stages = new Map<number, Promise<Kept>>();

/** The stage of a world, set once for all histories on it. */
function stage(world: number): Promise<Kept> {
  const kept = stages.get(world) ?? setOnce(world);
  stages.set(world, kept);
  return kept;
}

async function setOnce(world: number): Promise<Kept> {
  const system = new MemorySystem({ seed: world, replicas: 1 });
  const set = await stageOf(system, world);
  return { ...set, written: system.written };
}

export interface Played {
  readonly history: History;
  readonly system: MemorySystem;
}

/** Every fourth system has two processes of each service. */
const replicasOf = (seed: number): 1 | 2 => (seed % 4 === 0 ? 2 : 1);

/** A history of the seed, in memory. */
export async function playInMemory(seed: number, length: Length): Promise<Played> {
  const { written, ...set } = await stage(seed % WORLDS);
  const system = new MemorySystem({ seed, replicas: replicasOf(seed), written });
  const history = await new Improvisation(system, seed, set).play(length);
  return { history, system };
}

/** The history once more, on an empty system: with fewer turns, perhaps. */
export async function replayInMemory(of: History): Promise<Played> {
  const system = new MemorySystem({ seed: of.seed, replicas: replicasOf(of.seed) });
  return { history: await replay(system, of), system };
}
