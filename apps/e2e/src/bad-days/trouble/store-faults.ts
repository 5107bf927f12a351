import type { Trouble } from '../harness/day.js';

interface Struck {
  readonly struck: Readonly<Record<string, number>>;
}

/** Tells the wire double what to do wrong; how often it has done so until now. */
async function tell(controlUrl: string, order: object): Promise<Struck['struck']> {
  const body = JSON.stringify(order);
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(controlUrl, { method: 'POST', headers, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`the wire double: ${text}`);
  return (JSON.parse(text) as Struck).struck;
}

const LOST = { kind: 'loseAnswer', answer: 'unavailable' } as const;

/** Appends are carried out and not answered, or not carried out; reads and subscriptions end. */
const rulesOf = (seed: number) => [
  { on: 'append', action: LOST, chance: { probability: 0.12, seed } },
  { on: 'append', action: { ...LOST, answer: 'none' }, chance: { probability: 0.01, seed } },
  { on: 'append', action: { ...LOST, kind: 'loseRequest' }, chance: { probability: 0.05, seed } },
  { on: 'append', action: { kind: 'late', ms: 80 }, chance: { probability: 0.1, seed } },
  { on: 'read', action: LOST, chance: { probability: 0.02, seed } },
  {
    on: 'subscription',
    action: { kind: 'end', code: 14, afterEvents: 20 },
    chance: { probability: 0.5, seed },
  },
];

/** A store on a bad day, for several runs side by side: until the first of them is over. */
export function badStore(
  controlUrl: string,
  seeds: readonly number[],
  struck: (counts: Readonly<Record<string, number>>) => void,
): Trouble {
  let told: Promise<unknown> | undefined;
  return async (scene, random) => {
    const rules = rulesOf(seeds[0] ?? 0);
    told ??= tell(controlUrl, { clear: true, rules });
    await told;
    // Those that are open end, and the rules have a hold on those that come instead.
    await scene.moment(random, [0.1, 0.6]);
    await tell(controlUrl, { endSubscriptions: 14 });
    await scene.until(() => false);
    struck(await tell(controlUrl, { clear: true }));
  };
}
