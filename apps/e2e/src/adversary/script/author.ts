import type { Random } from '@tamani/testing/engines';
import type { Resource } from '../../equal/script/world.js';
import type { Fate, Request } from '../system/system.js';
import type { Act, Scene } from './act.js';
import { acts } from './acts/index.js';
import { odd } from './careless.js';
import { anybody, somebody } from './persons.js';

/** How often somebody errs, or tries. */
export const CARELESS = 0.2;
/** How often the furthest purchase is brought on, before anything else is thought of. */
const FORWARD = 0.55;
const TRIES = 40;

/** The usual steps of a purchase, the furthest first. */
const usual = acts.filter(({ weight }) => weight >= 20);
const steps = [...new Set(usual.map(({ path }) => path))]
  .reverse()
  .map((path) => usual.filter((act) => act.path === path));

const total = acts.reduce((sum, { weight }) => sum + weight, 0);

function weighted({ next }: Random): Act {
  let left = next() * total;
  return acts.find(({ weight }) => (left -= weight) < 0) ?? (acts[0] as Act);
}

type Sketch = Pick<Request, 'who' | 'path' | 'body'> &
  Partial<Pick<Request, 'id' | 'action' | 'calm'>>;

/** A thing that makes sense now: on something in the right status, by somebody who may. */
const sensible = (scene: Scene): Sketch | undefined =>
  (scene.random.chance(FORWARD) ? forward(scene) : undefined) ??
  sketched(scene, weighted(scene.random));

/** Brings the furthest documents of a purchase on, so that some are paid before the history ends. */
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
  const all = scene.all(path);
  const fits = (one: Resource) => from?.includes(one.status) !== false && !scene.isStuck(one);
  const some = any ? all : all.filter(fits);
  return some.length === 0 ? undefined : scene.random.pick(some);
}

/** The same, in some way out of place: the status, the person, what is asked for. */
function careless(scene: Scene): Sketch | undefined {
  const { random } = scene;
  const kind = random.below(10);
  const sketch = kind < 4 ? sketched(scene, weighted(random), true) : sensible(scene);
  if (!sketch || kind < 4) return sketch;
  if (kind < 5) return { ...sketch, who: anybody(random) };
  return { ...sketch, body: odd(scene, sketch.body) };
}

const FATES: readonly Fate[] = ['cut', 'cut', 'torn', 'twice'];

/** The next request of a history; undefined where nobody can do anything. */
export function nextRequest(scene: Scene): Request | undefined {
  const { random, n } = scene;
  const isCareless = random.chance(CARELESS);
  for (let tries = TRIES; tries > 0; tries -= 1) {
    const sketch = isCareless ? careless(scene) : sensible(scene);
    if (!sketch) continue;
    const isWhole = sketch.calm === true || random.chance(0.85);
    return { ...sketch, n, fate: isWhole ? 'whole' : random.pick(FATES) };
  }
  return undefined;
}
