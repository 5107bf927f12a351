import type { MoneyJson } from '@tamani/kernel';
import { act, because, create, day, minorOf, money, oneOf, percentOf, type Act } from '../act.js';

const officer = ['budget-officer'] as const;
const manager = ['programme-manager'] as const;
const transfers = 'budget-transfers';
const contributions = 'contributions';
const SHARES = [1, 3, 8, 15, 30] as const;

const ofTransfers: readonly Act[] = [
  create(transfers, {
    ...{ roles: officer, weight: 4 },
    body(scene) {
      const { random, today } = scene;
      const from = oneOf(scene, 'budget-lines', 'open', 'frozen');
      const to = oneOf(scene, 'budget-lines', 'open');
      if (!from || !to || from.id === to.id || from['currency'] !== to['currency'])
        return undefined;
      const { allotted } = from['figures'] as Readonly<Record<string, MoneyJson>>;
      if (!allotted || minorOf(allotted) < 1n) return undefined;
      return {
        ...{ fromLineId: from.id, toLineId: to.id, reason: 'Prices' },
        amount: percentOf(allotted, random.pick(SHARES)),
        donorConsent: random.chance(0.8) ? { reference: 'NL-31', date: today } : null,
      };
    },
  }),
  act(transfers, 'approve', {
    ...{ roles: manager, weight: 6, from: ['requested'] },
    body: (scene) => ({ effectiveAt: day(scene) }),
  }),
  act(transfers, 'reject', {
    ...{ roles: manager, weight: 0.5, from: ['requested'] },
    body: because,
  }),
  act(transfers, 'withdraw', {
    ...{ roles: officer, weight: 0.5, from: ['requested'] },
    body: because,
  }),
];

const live = ['pledged', 'agreed', 'partially_received'];

const ofContributions: readonly Act[] = [
  create(contributions, {
    ...{ roles: officer, weight: 2 },
    body(scene) {
      const { n, random, from } = scene;
      const amount = money(BigInt(1 + random.below(3_000_000)), random.pick(['USD', 'EUR', 'XOF']));
      const fund = random.pick(['RSS-TF', 'EU-PSS', null]);
      const steps = random.pick(['pledgedOn', 'agreedOn', 'receivedOn']);
      return { donor: null, title: `Contribution ${n}`, amount, fund, [steps]: day(scene, from) };
    },
  }),
  act(contributions, 'agree', {
    ...{ roles: officer, weight: 1, from: [...live, 'received'] },
    body(scene, contribution) {
      const percent = scene.random.pick([60, 100, 130]);
      const amount = percentOf(contribution['amount'] as MoneyJson, percent);
      return { amount, agreedOn: day(scene, contribution['pledgedOn'] ?? undefined) };
    },
  }),
  act(contributions, 'receipts', {
    ...{ roles: officer, weight: 1, from: live },
    body: (scene, contribution) => ({
      amount: percentOf(contribution['amount'] as MoneyJson, scene.random.pick([20, 50, 100])),
      receivedOn: day(scene, contribution['pledgedOn'] ?? undefined),
    }),
  }),
  act(contributions, 'close', {
    ...{ roles: officer, weight: 0.1, from: [...live, 'received'] },
    body: because,
  }),
];

/** Where the money of budget lines comes from, and where it goes but for purchases. */
export const funds: readonly Act[] = [...ofTransfers, ...ofContributions];
