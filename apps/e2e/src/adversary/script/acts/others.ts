import { act, addDays, because, create, day, nothing, type Act, type Scene } from '../act.js';

const officer = ['project-officer'] as const;
const manager = ['programme-manager'] as const;
const buyer = ['buyer'] as const;

const profile = ({ n, random, today }: Scene) => ({
  title: `Project ${n}`,
  kind: random.pick(['qip', 'pilot']),
  axis: 'border_security',
  institution: 'Garde nationale',
  region: 'ML07',
  donors: ['Pays-Bas'],
  ceiling: { amount: random.pick(['50000.00', '4000.00']), currency: 'USD' },
  plannedStart: today,
  plannedEnd: addDays(today, 100),
});

const projects: readonly Act[] = [
  create('projects', { roles: officer, weight: 0.3, body: profile }),
  act('projects', 'submit', {
    ...{ roles: officer, weight: 1, from: ['identified'] },
    body: nothing,
  }),
  act('projects', 'appraise', {
    ...{ roles: manager, weight: 1, from: ['submitted'] },
    body: () => ({ recommendation: 'recommended', findings: 'Sound' }),
  }),
  act('projects', 'approve', {
    ...{ roles: ['programme-manager', 'approving-officer'], weight: 1, from: ['appraised'] },
    body: ({ n, today }) => ({ committee: { reference: `LPRC-${n}`, decidedOn: today } }),
  }),
  act('projects', 'sign-agreement', {
    ...{ roles: manager, weight: 1, from: ['approved'] },
    body: ({ n }) => ({ reference: `MOU-${n}`, partner: 'AEN Mali' }),
  }),
  act('projects', 'start-implementation', {
    ...{ roles: officer, weight: 1, from: ['agreement_signed'] },
    body: nothing,
  }),
  act('projects', 'return', {
    ...{ roles: manager, weight: 0.2, from: ['submitted', 'appraised'] },
    body: () => ({ comments: 'Say more' }),
  }),
  act('projects', 'reject', {
    ...{ roles: manager, weight: 0.2, from: ['submitted', 'appraised'] },
    body: because,
  }),
  act('projects', 'revise', {
    ...{ roles: officer, weight: 0.2, from: ['identified'] },
    body: profile,
  }),
  act('projects', 'suspend', {
    ...{ roles: manager, weight: 0.5, from: ['approved', 'agreement_signed', 'implementation'] },
    body: because,
  }),
  act('projects', 'resume', {
    ...{ roles: manager, weight: 3, from: ['suspended'] },
    body: because,
  }),
  act('projects', 'cancel', {
    ...{ roles: manager, weight: 0.2, from: ['approved', 'implementation', 'suspended'] },
    body: because,
  }),
];

const vendors: readonly Act[] = [
  create('vendors', {
    ...{ roles: buyer, weight: 0.3 },
    body: ({ n }) => ({ name: `Vendor ${n}`, country: 'ML', registrationNumber: `RC-${n}` }),
  }),
  act('vendors', 'exclude', {
    ...{ roles: buyer, weight: 0.05, from: ['registered', 'suspended'] },
    body: because,
  }),
  act('vendors', 'screenings', {
    ...{ roles: buyer, weight: 2, from: ['registered', 'eligible', 'suspended'] },
    body: ({ random, today }) => ({
      list: 'UNSC',
      listVersion: today,
      result: random.chance(0.95) ? 'clear' : 'match',
    }),
  }),
  act('vendors', 'suspend', {
    ...{ roles: buyer, weight: 0.3, from: ['eligible'] },
    body: because,
  }),
  act('vendors', 'reinstate', {
    ...{ roles: buyer, weight: 6, from: ['suspended'] },
    body: because,
  }),
];

const policies: readonly Act[] = [
  create('policies', {
    ...{ roles: ['administrator'], weight: 0.3 },
    body: (scene) => ({
      key: 'invoice_price_tolerance_percent',
      from: day(scene),
      value: scene.random.pick(['0', '2', '5']),
      reason: 'New rule',
    }),
  }),
];

export const others: readonly Act[] = [...projects, ...vendors, ...policies];
