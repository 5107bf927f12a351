import { action, anyOf, empty, reason, usd, type Kind, type World } from '../world.js';

const PATH = 'projects';
const user = 'project-officer';
const manager = 'programme-manager';

const profile = ({ random, name }: World) => ({
  title: `Projet ${name}`,
  ...{ kind: random.pick(['qip', 'pilot', 'programme_support']), axis: 'border_security' },
  ...{ institution: 'Police nationale', region: 'ML07', donors: ['Allemagne'] },
  ceiling: usd(100_000 + random.below(4_000_000)),
  ...{ plannedStart: '2026-12-01', plannedEnd: '2027-03-31' },
});
const appraisal = () => ({ recommendation: 'recommended', findings: 'Utile' });
const approval = () => ({ committee: { reference: 'CR-12', decidedOn: '2026-11-20' } });
const agreement = () => ({ reference: 'MOU-7', partner: 'Police', signedOn: '2026-11-24' });

export const projects: Kind = {
  path: PATH,
  create: (world) => ({ user, path: PATH, body: profile(world) }),
  forward({ id, status }) {
    const of = { path: PATH, id };
    if (status === 'identified') return action(of, 'submit', { user });
    if (status === 'submitted') return action(of, 'appraise', { user: manager, body: appraisal() });
    if (status === 'appraised') {
      return action(of, 'approve', { user: 'approving-officer', body: approval() });
    }
    if (status !== 'approved') return undefined;
    return action(of, 'sign-agreement', { user: manager, body: agreement() });
  },
  sideways: ({ id }, world) =>
    anyOf(
      { path: PATH, id },
      {
        revise: [user, profile],
        submit: [user, empty],
        appraise: [manager, appraisal],
        approve: ['approving-officer', approval],
        'start-implementation': [user, empty],
        reject: [manager, reason],
        cancel: [manager, reason],
      },
      world,
    ),
};
