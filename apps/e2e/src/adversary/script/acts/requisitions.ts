import type { MoneyJson } from '@tamani/kernel';
import type { Resource } from '../../../equal/script/world.js';
import {
  act,
  create,
  byId,
  dayOfYear,
  ended,
  linesOf,
  money,
  nothing,
  percentOf,
  type Act,
  yearOf,
  type Scene,
} from '../act.js';

const path = 'requisitions';
const roles = ['requisitioner'] as const;
const CURRENCIES = ['XOF', 'XOF', 'XOF', 'USD', 'EUR'] as const;
const MOST = { XOF: 500_000, USD: 90_000, EUR: 80_000 } as const;

const RUNNING = ['approved', 'agreement_signed', 'implementation'];

/** Open lines of the present year whose projects may spend; now and then any that is open. */
function spendable(scene: Scene): readonly Resource[] {
  const open = scene.all('budget-lines').filter(({ status }) => status === 'open');
  if (scene.random.chance(0.05)) return open;
  const year = String(yearOf(scene.today));
  return open.filter(({ id: _, ...line }) => {
    const project = byId(scene, 'projects', line['projectId']);
    const isRunning = !project || RUNNING.includes(project.status);
    return isRunning && String(line['fiscalYear']).startsWith(year);
  });
}

function content(scene: Scene) {
  const { random, n } = scene;
  const open = spendable(scene);
  if (open.length === 0) return undefined;
  if (random.chance(0.3)) {
    const whole = allThatIsLeft(scene, random.pick(open));
    if (whole) return whole;
  }
  const currency = random.pick(CURRENCIES);
  const most = random.chance(0.2) ? MOST[currency] * 8 : MOST[currency];
  return {
    title: `Need ${n}`,
    neededBy: '2028-06-30',
    lines: Array.from({ length: 1 + random.below(3) }, (_, at) => {
      const line = random.pick(open);
      return {
        description: `Item ${at + 1}`,
        spendClass: line['spendClass'],
        unit: 'each',
        quantity: random.chance(0.25) ? `${random.below(9)}.${1 + random.below(9)}` : amount(scene),
        unitPrice: money(BigInt(1 + random.below(most)), currency),
        budgetLineId: line.id,
      };
    }),
  };
}

/** All that a line has left, in francs: rates then make it too little, or leave a little over. */
function allThatIsLeft(scene: Scene, line: Resource) {
  const month = scene.today.slice(0, 7);
  const table = scene.all('rate-tables').find((one) => one['month'] === month);
  const rates = (table?.['rates'] ?? []) as readonly { currency: string; rate: string }[];
  const francs = Number(rates.find(({ currency }) => currency === 'XOF')?.rate ?? 600);
  const { available } = line['figures'] as Readonly<Record<string, MoneyJson>>;
  const perUnit = line['currency'] === 'EUR' ? 655.957 : francs;
  const left = Math.floor((Number(available?.amount) * perUnit) / scene.random.pick([1, 1, 2, 3]));
  if (left < 1) return undefined;
  const { random, n } = scene;
  const item = { description: 'All', spendClass: line['spendClass'], unit: 'each', quantity: '1' };
  const unitPrice = money(BigInt(left - (random.chance(0.5) ? 0 : random.below(9))) || 1n, 'XOF');
  const lines = [{ ...item, unitPrice, budgetLineId: line.id }];
  return { title: `Need ${n}`, neededBy: '2028-06-30', lines };
}

/** As it was, but for where it is charged, or what it costs. */
function revised(scene: Scene, { title, neededBy, ...requisition }: Resource) {
  const open = spendable(scene);
  const lines = linesOf(requisition as Resource).map((line) => {
    const { description, unit, quantity, spendClass } = line;
    const charged = open.filter((one) => one['spendClass'] === spendClass);
    const { random } = scene;
    const other = charged.length > 0 && random.chance(0.5) ? random.pick(charged).id : undefined;
    const price = line['unitPrice'] as MoneyJson;
    const unitPrice = random.chance(0.3) ? percentOf(price, 40 + random.below(80)) : price;
    const budgetLineId = other ?? line['budgetLineId'];
    return { description, unit, quantity, spendClass, unitPrice, budgetLineId };
  });
  return { title, neededBy, lines };
}

const BEFORE_ORDERS = ['draft', 'funds_pending', 'funds_reserved', 'certified'];
const ENOUGH = 3;

/** Some are on their way already: they come first, mostly. */
const isBusy = (scene: Scene): boolean =>
  !scene.random.chance(0.1) &&
  scene.all(path).filter(({ status }) => BEFORE_ORDERS.includes(status)).length >= ENOUGH;

const amount = ({ random }: Scene): string => String(1 + random.below(12));

export const requisitions: readonly Act[] = [
  create(path, {
    ...{ roles, weight: 20 },
    body: (scene) => (isBusy(scene) ? undefined : content(scene)),
  }),
  act(path, 'change', {
    ...{ roles, weight: 5, from: ['draft', 'funds_rejected'] },
    body: (scene, requisition) =>
      scene.random.chance(0.6) ? revised(scene, requisition) : content(scene),
  }),
  act(path, 'submit', {
    ...{ roles, weight: 25, from: ['draft'] },
    body: (scene) => ({ effectiveAt: dayOfYear(scene) }),
  }),
  act(path, 'submit', {
    ...{ roles, weight: 2, from: ['funds_rejected'] },
    body: (scene) => ({ effectiveAt: dayOfYear(scene) }),
  }),
  act(path, 'certify', {
    ...{ roles: ['certifying-officer'], weight: 25, from: ['funds_reserved'] },
    body: nothing,
  }),
  act(path, 'return', {
    ...{ roles: ['certifying-officer'], weight: 5, from: ['funds_reserved', 'certified'] },
    body: (_, requisition) => ({ comments: `Line ${linesOf(requisition).length}?` }),
  }),
  act(path, 'close', {
    ...{ roles: ['requisitioner', 'certifying-officer'], weight: 1 },
    from: ['certified', 'partially_ordered', 'ordered'],
    body: ended,
  }),
  act(path, 'cancel', {
    ...{ roles, weight: 1, from: ['draft', 'funds_pending', 'funds_reserved', 'funds_rejected'] },
    body: ended,
  }),
];
