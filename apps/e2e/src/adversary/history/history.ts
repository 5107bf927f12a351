import { randomOf } from '@tamani/testing/engines';
import { addDays, type Scene } from '../script/act.js';
import { nextRequest } from '../script/author.js';
import { setTheStage, worldOf, type World } from '../script/setting.js';
import { paths, type Path } from '../system/kinds.js';
import type { Answer, Request, System } from '../system/system.js';
import type { Resource } from '../../equal/script/world.js';

/** Requests that are sent together, and what the messages do after them. */
export interface Turn {
  readonly day: string;
  readonly requests: readonly Request[];
  readonly mail: 'none' | 'some' | 'all';
  /** It was there before the history began. */
  readonly isStage: boolean;
}

export interface Told extends Turn {
  readonly answers: readonly Answer[];
}

export interface History {
  readonly seed: number;
  readonly world: World;
  readonly turns: readonly Told[];
}

export interface Length {
  readonly least: number;
  readonly most: number;
}

/** Chance that depends on the seed and the place alone: what is dropped changes nothing else. */
export const seedAt = (seed: number, n: number): number =>
  (Math.imul(seed ^ 0x9e3779b9, 2_654_435_761) + Math.imul(n + 1, 40_503)) >>> 0;

/** Writes a history while it is played: what is asked depends on what is there. */
export async function improvise(
  system: System,
  seed: number,
  { least, most }: Length,
): Promise<History> {
  const world = worldOf(seed);
  const turns: Told[] = [];
  const random = randomOf(seed);
  let n = 0;
  let today = world.from;
  const play = async (turn: Turn): Promise<Told> => {
    const told = await playTurn(system, seed, turn);
    turns.push(told);
    return told;
  };
  await setTheStage(world, seed, async (of) => {
    const request: Request = { ...of, n: (n += 1), fate: 'whole' };
    const told = await play({ day: today, requests: [request], mail: 'none', isStage: true });
    return told.answers[0] as Answer;
  });
  await system.mail('all', seedAt(seed, 0));
  const length = least + random.below(most - least + 1);
  const pace = random.pick([2, 6, 14, 40]);
  for (let acts = 0; acts < length;) {
    if (random.chance(0.4)) today = addDays(today, random.below(pace));
    const wanted = random.chance(0.12) ? 3 : 1;
    const requests: Request[] = [];
    const seen = await lookAround(system);
    for (let more = wanted; more > 0; more -= 1) {
      n += 1;
      const scene: Scene = {
        ...{ n, today, from: world.from, random: randomOf(seedAt(seed, n)) },
        all: (path) => seen.get(path) ?? [],
      };
      const request = nextRequest(scene);
      if (request && !(request.calm === true && wanted > 1)) requests.push(request);
    }
    acts += wanted;
    const mail = random.chance(0.6) ? 'all' : random.pick(['some', 'some', 'none'] as const);
    if (requests.length > 0) await play({ day: today, requests, mail, isStage: false });
  }
  await system.mail('all', seedAt(seed, n));
  return { seed, world, turns };
}

async function lookAround(system: System): Promise<ReadonlyMap<Path, readonly Resource[]>> {
  const seen = await Promise.all(paths.map(async (path) => [path, await system.all(path)] as const));
  return new Map(seen);
}

/** Plays what was written down, without the turns that are left out. */
export async function replay(system: System, { seed, world, turns }: History): Promise<History> {
  const told: Told[] = [];
  for (const turn of turns) told.push(await playTurn(system, seed, turn));
  await system.mail('all', seedAt(seed, 0));
  return { seed, world, turns: told };
}

async function playTurn(system: System, seed: number, turn: Turn): Promise<Told> {
  const { day, requests, mail } = turn;
  system.at(day);
  const at = seedAt(seed, requests[0]?.n ?? 0);
  if (requests.some(({ calm }) => calm)) await system.mail('all', at);
  const [...answers] = await Promise.all([
    ...requests.map((request) => system.send(request)),
    ...(requests.length > 1 ? [system.mail('some', at + 1).then(() => undefined)] : []),
  ]);
  if (mail !== 'none') await system.mail(mail, at);
  return { ...turn, answers: answers.filter((answer) => answer !== undefined) };
}
