import { catalogue, type CatalogueItem, type SpendClass } from './data/catalogue.js';
import { projects, stillSubmitted, type DemoProject } from './data/projects.js';
import { financialYearOf, plusDays, startOf, yearBefore } from './dates.js';
import { Draw } from './random.js';

/** A budget line of a project for one financial year. */
export interface LinePlan {
  readonly key: string;
  readonly project: DemoProject;
  readonly spendClass: SpendClass;
  readonly financialYear: string;
  readonly allotmentUsd: number;
  /** Its donor has paid enough: the allotment comes from the contribution. */
  readonly isFromContribution: boolean;
  readonly purchases: readonly PurchasePlan[];
}

/** The last step of a purchase; it stops earlier if the next date is after today. */
export type Goal =
  | 'draft'
  | 'reserved'
  | 'returned'
  | 'cancelled'
  | 'lapsed'
  | 'ordered'
  | 'reordered'
  | 'amended'
  | 'short_closed'
  | 'received'
  | 'paid';

export interface PurchasePlan {
  readonly key: string;
  readonly item: CatalogueItem;
  readonly quantity: number;
  /** Unit price on the order, in francs: at or below the estimate. */
  readonly orderPriceXof: number;
  readonly requestedOn: string;
  readonly orderedOn: string;
  /** Delivered in one or two parts; the quantities add up to `quantity`. */
  readonly deliveries: readonly { readonly on: string; readonly quantity: number }[];
  /** Days from a delivery to its payment. */
  readonly paymentDays: number;
  readonly goal: Goal;
}

const GOALS: readonly Goal[] = [
  'paid',
  'paid',
  'paid',
  'paid',
  'received',
  'ordered',
  'reserved',
  'paid',
  'cancelled',
  'paid',
  'returned',
  'draft',
  'amended',
  'paid',
  'short_closed',
  'reordered',
  'paid',
  'lapsed',
];
const PURCHASES_A_LINE = 3;
/** Donors who have paid what their projects need this year. */
const PAID: ReadonlySet<string> = new Set(['Danemark', 'Japon']);

/** The whole data set as a function of the day: two financial years up to `today`. */
export function planOf(today: string): readonly LinePlan[] {
  const draw = new Draw(20_100_617);
  const current = financialYearOf(today);
  const plans: LinePlan[] = [];
  for (const financialYear of [yearBefore(current), current]) {
    for (const project of projects) {
      // A quick impact project starts today, and its ceiling is that of one year.
      if (project.kind === 'qip' && financialYear !== current) continue;
      for (const [spendClass, allotmentUsd] of Object.entries(project.lines)) {
        const key = `${project.key}-${spendClass}-${financialYear}`;
        const line = { key, project, spendClass: spendClass as SpendClass, financialYear };
        const purchases = Array.from({ length: PURCHASES_A_LINE }, (_, n) =>
          purchaseOf(draw, { line, n, today }),
        );
        const isFromContribution = financialYear === current && PAID.has(project.donor);
        plans.push({ ...line, allotmentUsd, isFromContribution, purchases });
      }
    }
  }
  return plans;
}

/** The lines of the transfer, by their keys. */
export function transferOf(today: string): { readonly from: string; readonly to: string } {
  const year = financialYearOf(today);
  return { from: `inspection-equipment-${year}`, to: `inspection-training-${year}` };
}

/** A purchase that is carried over from one line to that of the next year, by their keys. */
export interface CarriedPlan {
  readonly from: string;
  readonly to: string;
  readonly purchase: PurchasePlan;
}

/** Ordered some weeks before the year ended, and delivered in part. */
export function carriedOf(today: string): CarriedPlan {
  const year = financialYearOf(today);
  const start = startOf(year);
  const from = `cnrss-printing-${yearBefore(year)}`;
  const [item] = catalogue.printing;
  if (item === undefined) throw new RangeError('nothing to be printed');
  const quantity = item.fewest;
  const purchase: PurchasePlan = {
    ...{ key: `${from}-carried`, item, quantity, orderPriceXof: item.priceXof },
    ...{ requestedOn: plusDays(start, -75), orderedOn: plusDays(start, -60) },
    deliveries: [{ on: plusDays(start, -20), quantity: Math.ceil(quantity / 3) }],
    ...{ paymentDays: 30, goal: 'received' },
  };
  return { from, to: `cnrss-printing-${year}`, purchase };
}

interface Slot {
  readonly line: Pick<LinePlan, 'key' | 'project' | 'spendClass' | 'financialYear'>;
  readonly n: number;
  readonly today: string;
}

function purchaseOf(draw: Draw, { line, n, today }: Slot): PurchasePlan {
  const item = draw.of(catalogue[line.spendClass]);
  const quantity = draw.between(item.fewest, item.most);
  const requestedOn = requestDate(draw, { line, n, today });
  const orderedOn = plusDays(requestedOn, draw.between(8, 30));
  return {
    key: `${line.key}-${n + 1}`,
    item,
    quantity,
    orderPriceXof: item.priceXof - Math.floor((item.priceXof * draw.below(9)) / 100),
    requestedOn,
    orderedOn,
    deliveries: deliveriesOf(draw, orderedOn, quantity),
    paymentDays: draw.between(12, 35),
    goal: goalOf(draw, line.project),
  };
}

/** Until its project is approved, a purchase stays a draft. */
function goalOf(draw: Draw, { key }: DemoProject): Goal {
  const goal = draw.of(GOALS);
  return stillSubmitted.has(key) ? 'draft' : goal;
}

/** Spread over the past part of the year; in its first week, the first day. */
function requestDate(draw: Draw, { line, n, today }: Slot): string {
  const start = startOf(line.financialYear);
  const wanted = plusDays(start, n * 55 + draw.between(3, 50));
  if (wanted <= today) return wanted;
  const back = plusDays(today, -draw.between(0, 20));
  return back < start ? start : back;
}

function deliveriesOf(draw: Draw, orderedOn: string, quantity: number): PurchasePlan['deliveries'] {
  const on = plusDays(orderedOn, draw.between(12, 40));
  if (quantity < 2 || draw.below(2) === 0) return [{ on, quantity }];
  const first = draw.between(1, quantity - 1);
  const later = plusDays(on, draw.between(10, 35));
  return [
    { on, quantity: first },
    { on: later, quantity: quantity - first },
  ];
}
