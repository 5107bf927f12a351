import { act, because, create, day, linesOf, money, nothing, type Act, type Scene } from '../act.js';

const path = 'requisitions';
const roles = ['requisitioner'] as const;
const CURRENCIES = ['XOF', 'XOF', 'XOF', 'USD', 'EUR'] as const;
const MOST = { XOF: 500_000, USD: 90_000, EUR: 80_000 } as const;

function content(scene: Scene) {
  const { random, n } = scene;
  const all = scene.all('budget-lines');
  const open = all.filter(({ status }) => status === 'open');
  if (open.length === 0) return undefined;
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

const amount = ({ random }: Scene): string => String(1 + random.below(12));

export const requisitions: readonly Act[] = [
  create(path, { roles, weight: 6, body: content }),
  act(path, 'change', {
    ...{ roles, weight: 5, from: ['draft', 'funds_rejected'] },
    body: content,
  }),
  act(path, 'submit', {
    ...{ roles, weight: 25, from: ['draft'] },
    body: (scene) => ({ effectiveAt: day(scene) }),
  }),
  act(path, 'submit', {
    ...{ roles, weight: 2, from: ['funds_rejected'] },
    body: (scene) => ({ effectiveAt: day(scene) }),
  }),
  act(path, 'certify', {
    ...{ roles: ['certifying-officer'], weight: 25, from: ['funds_reserved'] },
    body: nothing,
  }),
  act(path, 'return', {
    ...{ roles: ['certifying-officer'], weight: 5, from: ['funds_reserved', 'certified'] },
    body: (_, requisition) => ({ comments: `Line ${linesOf(requisition).length}?` }),
  }),
  act(path, 'cancel', {
    ...{ roles, weight: 1, from: ['draft', 'funds_pending', 'funds_reserved', 'funds_rejected'] },
    body: because,
  }),
];
