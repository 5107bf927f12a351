import type { Random } from '@tamani/testing/engines';
import type { Resource } from '../../equal/script/world.js';
import type { Fate, Request } from '../system/system.js';
import type { Act, Mood, Scene } from './act.js';
import { acts } from './acts/index.js';
import { odd } from './careless.js';
import { anybody, somebody } from './persons.js';

const TRIES = 40;

/** The mood of a history. */
export function moodOf(random: Random): Mood {
  const weighed = (act: Act) => [act, act.weight * random.pick([0.2, 1, 1, 1, 5])] as const;
  return {
    forward: random.pick([0.2, 0.5, 0.7, 0.85]),
    careless: random.pick([0.08, 0.2, 0.35]),
    weights: new Map(acts.map(weighed)),
  };
}

/** The usual steps of a purchase, the furthest first. */
const usual = acts.filter(({ weight }) => weight >= 20);
const steps = [...new Set(usual.map(({ path }) => path))]
  .reverse()
  .map((path) => usual.filter((act) => act.path === path));

function weighted({ random: { next }, mood: { weights } }: Scene): Act {
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  let left = next() * total;
  for (const [act, weight] of weights) if ((left -= weight) < 0) return act;
  return acts[0] as Act;
}

type Sketch = Pick<Request, 'who' | 'path' | 'body'> &
  Partial<Pick<Request, 'id' | 'action' | 'calm'>>;

/** A thing that makes sense now: on something in the right status, by somebody who may. */
const sensible = (scene: Scene): Sketch | undefined =>
  (scene.focus && scene.random.chance(0.7) ? beside(scene, scene.focus) : undefined) ??
  (scene.random.chance(scene.mood.forward) ? forward(scene) : undefined) ??
  sketched(scene, weighted(scene));

/** Something with the document, or with one of the same purchase, that somebody has in hand. */
function beside(scene: Scene, focus: Resource): Sketch | undefined {
  const possible = acts.filter(({ path, action, from }) => {
    if (action === undefined) return false;
    const near = scene.all(path).filter((one) => isNear(one, focus));
    return near.some(({ status }) => from?.includes(status) !== false);
  });
  return possible.length === 0 ? undefined : sketched(scene, scene.random.pick(possible));
}

/** Brings the furthest documents of a purchase on, so that some are paid in the end. */
function forward(scene: Scene): Sketch | undefined {
  for (const acts of steps) {
    const sketch = sketched(scene, scene.random.pick(acts));
    if (sketch) return sketch;
  }
  return undefined;
}

function sketched(scene: Scene, act: Act, any = false): Sketch | undefined {
  const { random } = scene;
  const on = targetOf(scene, act, any);
  if (act.action !== undefined && !on) return undefined;
  const body = act.body(scene, on as Resource);
  if (!body) return undefined;
  const who = somebody(random.pick(act.roles), random);
  return { ...named(act, on), who, body, ...(act.calm && { calm: true }) };
}

const named = ({ path, action }: Act, on: Resource | undefined) =>
  action === undefined ? { path } : { path, action, id: (on as Resource).id };

function targetOf(scene: Scene, { path, action, from }: Act, any: boolean): Resource | undefined {
  if (action === undefined) return undefined;
  const { focus } = scene;
  const all = scene.all(path);
  const fits = (one: Resource) => from?.includes(one.status) !== false && !scene.isStuck(one);
  const sound = any ? all : all.filter(fits);
  const near = focus && scene.random.chance(0.8) ? sound.filter((one) => isNear(one, focus)) : [];
  const some = near.length > 0 ? near : sound;
  return some.length === 0 ? undefined : scene.random.pick(some);
}

const LINKS = ['id', 'requisitionId', 'purchaseOrderId', 'invoiceId'] as const;

/** Of the same purchase, as far as the two say it. */
const isNear = (one: Resource, other: Resource): boolean =>
  LINKS.some((a) => LINKS.some((b) => one[a] !== undefined && one[a] === other[b]));

/** The same, in some way out of place: the status, the person, what is asked for. */
function careless(scene: Scene): Sketch | undefined {
  const { random } = scene;
  const kind = random.below(10);
  const sketch = kind < 4 ? sketched(scene, weighted(scene), true) : sensible(scene);
  if (!sketch || kind < 4) return sketch;
  if (kind < 5) return { ...sketch, who: anybody(random) };
  return { ...sketch, body: odd(scene, sketch.body) };
}

const FATES: readonly Fate[] = ['cut', 'cut', 'torn', 'twice'];

/** The next request of a history; undefined where nobody can do anything. */
export function nextRequest(scene: Scene): Request | undefined {
  const { random, n } = scene;
  const isCareless = random.chance(scene.mood.careless);
  for (let tries = TRIES; tries > 0; tries -= 1) {
    const sketch = isCareless ? careless(scene) : sensible(scene);
    if (!sketch) continue;
    const isWhole = sketch.calm === true || random.chance(0.85);
    return { ...sketch, n, fate: isWhole ? 'whole' : random.pick(FATES) };
  }
  return undefined;
}
