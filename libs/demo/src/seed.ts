import type { TamaniClient } from '@tamani/client';
import { financialYearOf, startOf, yearBefore } from './dates.js';
import { carriedOf, planOf, transferOf, type LinePlan } from './plan.js';
import { contextOf, type DemoContext } from './steps/context.js';
import {
  openLine,
  publishRates,
  recordContributions,
  registerVendors,
  type LineSources,
} from './steps/money.js';
import { makeProjects } from './steps/projects.js';
import { transferFunds } from './steps/transfer.js';
import { carryOver, walkPurchase } from './steps/purchase.js';
import type { Walk } from './steps/walk.js';

export interface SeedOptions {
  /** Business date to which all dates are relative; the same date gives the same data. */
  readonly today: string;
  /** Progress, for display. */
  readonly tell: (progress: SeedProgress) => void;
}

/** Progress: a code to be translated, and its figures. */
export type SeedProgress =
  | { readonly code: 'demo_projects'; readonly projects: number; readonly vendors: number }
  | { readonly code: 'demo_lines'; readonly done: number; readonly of: number }
  | { readonly code: 'demo_done'; readonly lines: number; readonly purchases: number };

export interface SeedReport {
  readonly projects: number;
  readonly budgetLines: number;
  readonly purchases: number;
}

/** Budget lines whose purchases run at the same time. */
const AT_ONCE = 6;

/**
 * Creates the demonstration data through the API's own commands. It can be interrupted and run
 * again for the same day, because every request has its own Idempotency-Key.
 */
export async function seedDemo(api: TamaniClient, options: SeedOptions): Promise<SeedReport> {
  const demo = contextOf(api, options.today);
  const plans = planOf(options.today);
  await publishRates(demo, startOf(yearBefore(financialYearOf(options.today))));
  const contributions = await recordContributions(demo);
  const projects = await makeProjects(demo);
  const vendorIds = await registerVendors(demo);
  options.tell({ code: 'demo_projects', projects: projects.size, vendors: vendorIds.length });
  let done = 0;
  const lines = new Map<string, string>();
  await eachAtOnce(plans, async (plan, n) => {
    const { key, project, isFromContribution } = plan;
    const projectId = projects.get(project.key) ?? null;
    const contributionId = isFromContribution ? (contributions.get(project.donor) ?? null) : null;
    const vendorOf = (one: number): string => vendorIds[one % vendorIds.length] ?? '';
    const vendors = { vendorId: vendorOf(n), otherVendorId: vendorOf(n + 1) };
    lines.set(key, await walkLine(demo, plan, { projectId, contributionId, ...vendors }));
    done += 1;
    if (done % 6 === 0) options.tell({ code: 'demo_lines', done, of: plans.length });
  });
  const { from, to } = transferOf(options.today);
  await transferFunds(demo, { from: lines.get(from) ?? '', to: lines.get(to) ?? '' });
  await carryOne(demo, { plans, lines, vendorId: vendorIds[0] ?? '' });
  const purchases = [...plans.flatMap((plan) => plan.purchases), carriedOf(options.today)].length;
  options.tell({ code: 'demo_done', lines: plans.length, purchases });
  return { projects: projects.size, budgetLines: plans.length, purchases };
}

/** Sequential, so that it is always the same purchase that exhausts the line. */
async function walkLine(
  demo: DemoContext,
  line: LinePlan,
  of: LineSources & Pick<Walk, 'vendorId' | 'otherVendorId'>,
): Promise<string> {
  const { vendorId, otherVendorId, ...sources } = of;
  const lineId = await openLine(demo, line, sources);
  for (const plan of line.purchases) {
    await walkPurchase({ demo, plan, line, lineId, vendorId, otherVendorId });
  }
  return lineId;
}

/** One order goes on in the next year. */
async function carryOne(
  demo: DemoContext,
  of: {
    readonly plans: readonly LinePlan[];
    readonly lines: ReadonlyMap<string, string>;
    readonly vendorId: string;
  },
): Promise<void> {
  const { plans, lines, vendorId } = of;
  const { from, to, purchase: plan } = carriedOf(demo.today);
  const line = plans.find(({ key }) => key === from);
  const lineId = lines.get(from);
  if (line === undefined || lineId === undefined) return;
  const walk: Walk = { demo, plan, line, lineId, vendorId, otherVendorId: vendorId };
  await carryOver(walk, lines.get(to) ?? '', financialYearOf(demo.today));
}

async function eachAtOnce<T>(
  all: readonly T[],
  work: (one: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let n = next++; n < all.length; n = next++) await work(all[n] as T, n);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
