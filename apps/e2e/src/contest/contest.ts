import { availableOf, rateTableId } from '@tamani/budgets/published';
import { derivedId, moneyJson } from '@tamani/kernel';
import type { CommandHandler } from '@tamani/runtime';
import {
  asking,
  lineAggregate,
  openContestStore,
  ratesAggregate,
  registerAggregate,
  replicaOf,
} from './contestant.js';
import { RATES, type HotLine, type Plan } from './plan.js';
import type { Report } from './protocol.js';
import { judge, type Verdict } from './verdict.js';
import { compete } from './workers.js';

export interface Contest {
  readonly plan: Plan;
  readonly verdicts: readonly Verdict[];
  readonly reports: readonly Report[];
  readonly seconds: number;
  /** Of each line, as the decider folds it. */
  readonly foldedAvailable: readonly bigint[];
}

export interface ContestOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly atOnce: number;
  readonly ignoresConflicts: boolean;
}

/** Sets the lines up, lets the processes compete for them, and reads what has become of it. */
export async function runContest(plan: Plan, options: ContestOptions): Promise<Contest> {
  const { env, atOnce, ignoresConflicts } = options;
  Object.assign(process.env, env);
  await withReplica(async ({ commands }) => {
    await publishRates(commands);
    await Promise.all(plan.lines.map((line, n) => openLine(commands, line, n)));
  });
  const jobs = plan.shares.map((share) => ({
    ...({ kind: 'job', share, atOnce, ignoresConflicts } as const),
  }));
  const { reports, seconds } = await compete(jobs, env);
  return withReplica(async ({ store, commands }) => {
    const verdicts = await Promise.all(plan.lines.map((line) => judge(store, line)));
    const folded = await Promise.all(plan.lines.map((line) => availableByDecider(commands, line)));
    return { plan, verdicts, reports, seconds, foldedAvailable: folded };
  });
}

/** With its own adapter: it reads from the server. */
async function withReplica<T>(
  use: (replica: {
    readonly store: Awaited<ReturnType<typeof openContestStore>>;
    readonly commands: CommandHandler;
  }) => Promise<T>,
): Promise<T> {
  const store = await openContestStore();
  try {
    return await use({ store, commands: replicaOf(store) });
  } finally {
    await store.close();
  }
}

const by = { id: 'budget-officer' };
const TODAY = '2026-11-25';

async function publishRates(commands: CommandHandler): Promise<void> {
  const { month, base } = RATES;
  const rates = Object.entries(RATES.rates).map(([currency, rate]) => ({ currency, rate }));
  const table = { type: 'PublishRateTable', month, base, source: 'UN', rates, by };
  const id = rateTableId(base, month);
  const result = await commands.dispatch(ratesAggregate, id, table, asking(table));
  if (!result.ok) throw new Error(result.error.code);
}

async function openLine(commands: CommandHandler, line: HotLine, n: number): Promise<void> {
  const coding = { fund: 'RSS-TF', fiscalYear: '2026-27', axis: 'border_security' };
  const draft = { reference: `BL-2026-${n}`, title: `Line ${n}`, currency: 'USD', ...coding };
  const of = { spendClass: 'equipment', projectId: null, donor: null, by };
  const dated = { effectiveAt: '2026-07-01', today: TODAY, reason: 'Year', by };
  const allotment = { allotmentId: `allotment-${n}`, contributionId: null };
  const steps = [
    { type: 'DraftLine', ...draft, ...of },
    { type: 'AllotFunds', amount: moneyJson(line.allottedMinor, 'USD'), ...allotment, ...dated },
    { type: 'OpenLine', reason: '', by },
    // No links run here: the answer of the line's key.
    { type: 'AcceptOpening', by },
  ];
  // No links run here: the line is registered before anything is posted on it.
  const register = { type: 'RegisterLine', budgetLineId: line.id };
  const registered = await commands.dispatch(
    registerAggregate,
    derivedId('line-register'),
    register,
    asking(register),
  );
  if (!registered.ok) throw new Error(registered.error.code);
  for (const step of steps) {
    const result = await commands.dispatch(lineAggregate, line.id, step, asking(step));
    if (!result.ok) throw new Error(`${step.type}: ${result.error.code}`);
  }
}

async function availableByDecider(commands: CommandHandler, line: HotLine): Promise<bigint> {
  const loaded = await commands.load(lineAggregate.decider, line.id);
  const { figures } = loaded?.state as { readonly figures: Parameters<typeof availableOf>[0] };
  return availableOf(figures);
}
