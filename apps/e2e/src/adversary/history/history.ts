import { randomOf } from '@tamani/testing/engines';
import { addDays, type Scene } from '../script/act.js';
import { moodOf, nextRequest } from '../script/author.js';
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

/** What was there before a history began, and how it came to be. */
export interface Stage {
  readonly world: World;
  readonly turns: readonly Told[];
}

/** Sets the stage of a world, and lets everything that follows from it happen. */
export async function stageOf(system: System, seed: number, firstYear?: number): Promise<Stage> {
  const world = worldOf(seed, firstYear);
  const turns: Told[] = [];
  await setTheStage(world, seed, async (of) => {
    const request: Request = { ...of, n: turns.length, fate: 'whole' };
    const turn = { day: world.from, requests: [request], mail: 'none', isStage: true } as const;
    const told = await playTurn(system, seed, turn);
    turns.push(told);
    return told.answers[0] as Answer;
  });
  await system.mail('all', seedAt(seed, 0));
  return { world, turns };
}

/** Writes a history while it is played: what is asked depends on what is there. */
export class Improvisation {
  private readonly random;
  private readonly mood;
  private readonly turns: Told[];
  /** Revisions of resources at which a request about them came to nothing. */
  private readonly stuck = new Map<string, unknown>();
  private today: string;
  /** The day after the two years. */
  private readonly last: string;

  constructor(
    private readonly system: System,
    private readonly seed: number,
    private readonly stage: Stage,
  ) {
    this.random = randomOf(seed);
    this.mood = moodOf(this.random);
    this.turns = [...stage.turns];
    this.today = system.today ?? stage.world.from;
    this.last = `${Number(stage.world.from.slice(0, 4)) + 2}-07-01`;
  }

  /** So many acts, and what follows from them. */
  async play({ least, most }: Length): Promise<History> {
    const { random, seed, system, turns } = this;
    const length = least + random.below(most - least + 1);
    const pace = random.pick([2, 6, 14, 40]);
    for (let acts = 0; acts < length;) {
      const next = addDays(this.today, random.chance(0.4) ? random.below(pace) : 0);
      if (system.today === undefined && next < this.last) this.today = next;
      const together = random.chance(0.12) ? 3 : 1;
      const mail = random.chance(0.6) ? 'all' : random.pick(['some', 'some', 'none'] as const);
      await this.turn(1_000 + acts, together, mail);
      acts += together;
    }
    await system.mail('all', seedAt(seed, length));
    return { seed, world: this.stage.world, turns };
  }

  private async turn(n: number, together: number, mail: Turn['mail']): Promise<void> {
    const { system, seed, today, turns } = this;
    const seen = await lookAround(system);
    const requests = this.thought(n, together, seen);
    if (requests.length === 0 || (together > 1 && requests.some(({ calm }) => calm))) return;
    const told = await playTurn(system, seed, { day: today, requests, mail, isStage: false });
    turns.push(told);
    for (const [at, { id, path }] of requests.entries()) {
      const on = found(seen, path, id);
      if (on && (told.answers[at] as Answer).status >= 400) this.stuck.set(on.id, on['revision']);
    }
  }

  /** What is asked for together: often about one purchase. */
  private thought(n: number, together: number, seen: Seen): readonly Request[] {
    const requests: Request[] = [];
    for (let at = 0; at < together; at += 1) {
      const [first] = requests;
      const focus = first && found(seen, first.path, first.id);
      const request = nextRequest({ ...this.scene(n + at, seen), focus });
      if (request) requests.push(request);
    }
    return requests;
  }

  private scene(n: number, seen: Seen): Scene {
    const { seed, today, stage, stuck, mood } = this;
    return {
      ...{ n, today, mood, from: stage.world.from, random: randomOf(seedAt(seed, n)) },
      all: (path) => seen.get(path) ?? [],
      isStuck: ({ id, ...one }) => stuck.get(id) === one['revision'],
    };
  }
}

type Seen = ReadonlyMap<Path, readonly Resource[]>;

const found = (seen: Seen, path: Path, id: string | undefined): Resource | undefined =>
  id === undefined ? undefined : seen.get(path)?.find((one) => one.id === id);

async function lookAround(system: System): Promise<Seen> {
  const seen = await Promise.all(
    paths.map(async (path) => [path, await system.all(path)] as const),
  );
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
