import { checks } from './checks/index.js';
import { livenessRules, unfinished } from './checks/liveness.js';
import { windDown } from './closing/wind-down.js';
import { evidenceOf, type Finding } from './books/evidence.js';
import { playInMemory, replayInMemory, type Played } from './history/in-memory.js';
import type { History, Length } from './history/history.js';
import { printed } from './history/print.js';
import { shrunk } from './history/shrink.js';
import { outputOf } from './workers/child.js';

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

/** What came of one history. */
export interface Outcome {
  readonly seed: number;
  readonly acts: number;
  /** Rules that were broken in it. */
  readonly broken: readonly string[];
}

export interface Campaign {
  readonly acts: number;
  readonly seconds: number;
  /** Seeds of the histories in which a rule was broken. */
  readonly broken: ReadonlyMap<string, readonly number[]>;
}

/** Processes that play at the same time: no history knows of another. */
const PLAYERS = 2;
const PLAYER = new URL('./workers/player.ts', import.meta.url);

/** So many histories, from a seed on, and the rules that were broken in them. */
export async function campaign(seed: number, histories: number): Promise<Campaign> {
  const started = performance.now();
  const outputs = await Promise.all(
    Array.from({ length: PLAYERS }, (_, at) =>
      outputOf({ script: PLAYER, args: [seed + at, seed + histories, PLAYERS] }),
    ),
  );
  const lines = outputs.flatMap((output) => output.split('\n')).filter((line) => line !== '');
  const outcomes = lines.map((line) => JSON.parse(line) as Outcome);
  if (outcomes.length !== histories) throw new Error(`${outcomes.length} histories were played`);
  const broken = new Map<string, number[]>();
  for (const outcome of outcomes) {
    for (const rule of outcome.broken) {
      broken.set(rule, [...(broken.get(rule) ?? []), outcome.seed]);
    }
  }
  const acts = outcomes.reduce((sum, outcome) => sum + outcome.acts, 0);
  return { acts, broken, seconds: (performance.now() - started) / 1_000 };
}

export const actsOf = ({ turns }: History): number =>
  turns.filter(({ isStage }) => !isStage).reduce((sum, { requests }) => sum + requests.length, 0);

/** The shortest history found in which a rule is broken, and what is broken in it. */
export async function shortest(rule: string, seeds: readonly number[]): Promise<string> {
  let best: { readonly history: History; readonly text: string } | undefined;
  for (const seed of seeds.slice(0, SHRUNK)) {
    const { history: example } = await playInMemory(seed, LENGTH);
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
