import {
  action,
  anyOf,
  empty,
  reason,
  someDate,
  usd,
  xof,
  type Kind,
  type World,
} from '../world.js';

const PATH = 'requisitions';
const user = 'requisitioner';

function content(world: World) {
  const { random, name, known } = world;
  const lines = known('budget-lines');
  const open = lines.filter(({ status }) => status === 'open');
  const from = open.length > 0 && random.chance(0.95) ? open : lines;
  return {
    title: `Demande ${name}`,
    neededBy: '2026-12-31',
    lines: Array.from({ length: 1 + random.below(3) }, () => ({
      ...{ description: 'Ordinateur', spendClass: 'equipment', unit: 'each' },
      quantity: String(1 + random.below(20)),
      unitPrice: xof(500 + random.below(200_000)),
      budgetLineId: random.pick(from).id,
    })),
  };
}

const submission = (world: World) =>
  world.random.chance(0.1) ? {} : { effectiveAt: someDate(world) };

export const requisitions: Kind = {
  path: PATH,
  create(world) {
    if (world.known('budget-lines').length === 0) return undefined;
    const body = content(world);
    const inDollars = world.random.chance(0.1);
    const unitPrice = usd(100 + world.random.below(20_000));
    const lines = inDollars ? body.lines.map((line) => ({ ...line, unitPrice })) : body.lines;
    return { user, path: PATH, body: { ...body, lines } };
  },
  forward({ id, status }, world) {
    const of = { path: PATH, id };
    if (status === 'draft') return action(of, 'submit', { user, body: submission(world) });
    if (status === 'funds_reserved') return action(of, 'certify', { user: 'certifying-officer' });
    if (status === 'funds_rejected') return action(of, 'change', { user, body: content(world) });
    return undefined;
  },
  sideways: ({ id }, world) =>
    anyOf(
      { path: PATH, id },
      {
        change: [user, content],
        submit: [user, submission],
        certify: ['certifying-officer', empty],
        return: ['certifying-officer', () => ({ comments: 'À revoir' })],
        cancel: [user, reason],
      },
      world,
    ),
};
