import { action, anyOf, reason, usd, type Kind, type World } from '../world.js';

const PATH = 'contributions';
const user = 'budget-officer';

const agreement = ({ random }: World) =>
  random.chance(0.5) ? {} : { amount: usd(1 + random.below(900_000)), agreedOn: '2026-10-01' };
const receipt = ({ random }: World) => ({
  amount: usd(1 + random.below(300_000)),
  receivedOn: '2026-10-20',
  bankReference: `VIR-${random.below(99)}`,
});

export const contributions: Kind = {
  path: PATH,
  create: ({ random, name }) => ({
    ...{ user, path: PATH },
    body: {
      donor: random.pick(['Allemagne', 'Danemark', null]),
      title: `Contribution ${name}`,
      amount: usd(random.below(1_000_000)),
      pledgedOn: random.chance(0.8) ? '2026-09-01' : null,
    },
  }),
  forward({ id, status }, world) {
    const of = { path: PATH, id };
    if (status === 'pledged') return action(of, 'agree', { user, body: agreement(world) });
    if (status === 'agreed') return action(of, 'receipts', { user, body: receipt(world) });
    return undefined;
  },
  sideways: ({ id }, world) =>
    anyOf(
      { path: PATH, id },
      {
        agree: [user, agreement],
        receipts: [user, receipt],
        close: [user, reason],
      },
      world,
    ),
};
