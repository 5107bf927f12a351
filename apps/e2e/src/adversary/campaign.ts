import { checks } from './checks/index.js';
import { livenessRules, unfinished } from './checks/liveness.js';
import { windDown } from './closing/wind-down.js';
import { evidenceOf, type Finding } from './books/evidence.js';
import { playInMemory, replayInMemory, type Played } from './history/in-memory.js';
import type { History, Length } from './history/history.js';
import { printed } from './history/print.js';
import { shrunk } from './history/shrink.js';

export const LENGTH: Length = { least: 40, most: 120 };
/** Histories of a broken rule of which the shortest is looked for. */
const SHRUNK = 2;

export const rules: readonly string[] = [
  ...checks.flatMap((check) => [...check.rules]),
  ...livenessRules,
];

/** What the checks find after a history, and once everything is brought to its end. */
export async function findingsOf({ system, history }: Played): Promise<readonly Finding[]> {
  const evidence = await evidenceOf(system, history.turns);
  const before = checks.flatMap((check) => [...check.find(evidence)]);
  const ended = await windDown(system, history);
  const after = await evidenceOf(system, ended.turns);
  return [...before, ...checks.flatMap((check) => [...check.find(after)]), ...unfinished(after)];
}

export interface Broken {
  /** Histories in which the rule was broken. */
  count: number;
  readonly examples: History[];
}

export interface Campaign {
  readonly histories: number;
  readonly acts: number;
  readonly seconds: number;
  readonly broken: ReadonlyMap<string, Broken>;
}

/** So many histories, from a seed on, and the rules that were broken in them. */
export async function campaign(seed: number, histories: number): Promise<Campaign> {
  const started = performance.now();
  const broken = new Map<string, Broken>();
  let acts = 0;
  for (let at = 0; at < histories; at += 1) {
    const played = await playInMemory(seed + at, LENGTH);
    acts += actsOf(played.history);
    for (const rule of new Set((await findingsOf(played)).map((found) => found.rule))) {
      const known = broken.get(rule) ?? { count: 0, examples: [] };
      known.count += 1;
      if (known.examples.length < SHRUNK) known.examples.push(played.history);
      broken.set(rule, known);
    }
  }
  return { histories, acts, seconds: (performance.now() - started) / 1_000, broken };
}

export const actsOf = ({ turns }: History): number =>
  turns.filter(({ isStage }) => !isStage).reduce((sum, { requests }) => sum + requests.length, 0);

/** The shortest history found in which a rule is broken, and what is broken in it. */
export async function shortest(rule: string, examples: readonly History[]): Promise<string> {
  let best: { readonly history: History; readonly text: string } | undefined;
  for (const example of examples) {
    const history = await shrunk(example, (shorter) => stillBreaks(rule, shorter));
    if (best && actsOf(best.history) <= actsOf(history)) continue;
    const found = await findingsOf(await replayInMemory(history));
    const own = found.filter((one) => one.rule === rule).slice(0, 3);
    best = { history, text: printed(history, own) };
  }
  return best?.text ?? '';
}

async function stillBreaks(rule: string, shorter: History): Promise<History | undefined> {
  const played = await replayInMemory(shorter);
  const found = await findingsOf(played);
  return found.some((one) => one.rule === rule) ? played.history : undefined;
}
