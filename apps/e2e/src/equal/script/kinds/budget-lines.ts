import {
  action,
  anyOf,
  empty,
  reason,
  someDate,
  usd,
  type Kind,
  type Resource,
  type World,
} from '../world.js';

const PATH = 'budget-lines';
const user = 'budget-officer';
const YEARS = ['2026-27', '2027-28'] as const;

const someAmount = ({ random }: World) => usd(1 + random.below(2_500_000));
const allotment = (world: World) => ({
  amount: someAmount(world),
  effectiveAt: world.random.pick(['2026-07-01', someDate(world)]),
  reason: 'Allotment',
});
const carryOver = (world: World) => ({
  toLineId: world.random.pick(world.known(PATH)).id,
  amount: world.random.chance(0.5) ? usd(1 + world.random.below(50_000)) : someAmount(world),
  reason: 'Year end',
});
const overrun = (world: World) => ({
  ...{ cap: usd(1 + world.random.below(100_000)), expiresOn: '2026-12-31' },
  ...{ authority: 'Directeur', reason: 'Overrun' },
});

/** Another line has its key already: it stays a draft. */
const isTwin = (line: Resource, { known }: World): boolean =>
  known(PATH).some(
    ({ id, fund, fiscalYear }) =>
      id !== line.id && fund === line['fund'] && fiscalYear === line['fiscalYear'],
  );

export const budgetLines: Kind = {
  path: PATH,
  create: ({ random, name, known }) => ({
    ...{ user, path: PATH },
    body: {
      title: `Ligne ${name}-${known(PATH).length}`,
      ...{ axis: 'border_security', spendClass: 'equipment', projectId: null },
      // Two and two share a key but the year, so that funds can be carried over; some are twins.
      fund:
        known(PATH).length % 2 === 0
          ? `RSS-TF-${name}`
          : String(known(PATH).at(-1)?.['fund'] ?? ''),
      fiscalYear: YEARS[random.chance(0.9) ? known(PATH).length % 2 : 0],
      currency: random.chance(0.97) ? 'USD' : 'EUR',
    },
  }),
  forward(line, world) {
    if (line.status !== 'draft' || isTwin(line, world)) return undefined;
    const { allotted } = line['figures'] as { readonly allotted: { readonly amount: string } };
    const isFunded = allotted.amount !== '0.00';
    if (isFunded) return action({ path: PATH, id: line.id }, 'open', { user });
    const { amount: _, ...dated } = allotment(world);
    const amount = { ...usd(500_000 + world.random.below(2_000_000)), currency: line['currency'] };
    return action({ path: PATH, id: line.id }, 'allotments', { user, body: { ...dated, amount } });
  },
  sideways: ({ id }, world) =>
    anyOf(
      { path: PATH, id },
      {
        allotments: [user, allotment],
        'allotment-revisions': [user, allotment],
        'carry-overs': [user, carryOver],
        overruns: ['programme-manager', overrun],
        open: [user, empty],
        freeze: [user, reason],
        unfreeze: [user, reason],
        'soft-close': [user, reason],
        close: [user, reason],
      },
      world,
    ),
};
