import type { Actor } from '@tamani/kernel';
import type { DemoUser } from '@tamani/nest';
import type { Random } from '@tamani/testing/engines';

interface Human {
  readonly id: string;
  readonly roles: readonly DemoUser[];
}

const three = (role: DemoUser): readonly Human[] =>
  [1, 2, 3].map((n) => ({ id: `${role}-${n}`, roles: [role] }));

const ROLES = [
  ...(['requisitioner', 'certifying-officer', 'buyer', 'award-approver', 'receiver'] as const),
  ...(['invoice-clerk', 'approving-officer', 'treasurer', 'budget-officer'] as const),
  ...(['project-officer', 'programme-manager', 'auditor', 'administrator'] as const),
];

/** Three of each role, and some with two roles that exclude each other in one purchase. */
const humans: readonly Human[] = [
  ...ROLES.flatMap(three),
  { id: 'awa', roles: ['requisitioner', 'buyer'] },
  { id: 'issa', roles: ['receiver', 'invoice-clerk'] },
  { id: 'binta', roles: ['certifying-officer', 'approving-officer'] },
  { id: 'omar', roles: ['buyer', 'receiver'] },
  { id: 'fanta', roles: ['requisitioner', 'programme-manager'] },
  { id: 'kadi', roles: ['certifying-officer', 'award-approver'] },
  { id: 'salif', roles: ['invoice-clerk', 'approving-officer'] },
  { id: 'modibo', roles: ['budget-officer', 'programme-manager'] },
  { id: 'nene', roles: ['project-officer', 'programme-manager'] },
  { id: 'dado', roles: ['invoice-clerk', 'certifying-officer'] },
];

const withRole = (role: DemoUser): readonly Human[] =>
  humans.filter(({ roles }) => roles.includes(role));

/** Somebody of the role, now and then on behalf of another. */
export function somebody(role: DemoUser, random: Random): Actor {
  const { id, roles } = random.pick(withRole(role));
  if (!random.chance(0.06)) return { id, roles };
  const onBehalfOf = random.pick(humans).id;
  return onBehalfOf === id ? { id, roles } : { id, roles, onBehalfOf };
}

/** Anybody at all. */
export const anybody = (random: Random): Actor => {
  const { id, roles } = random.pick(humans);
  return { id, roles };
};

/** The first of a role: who does what has to be there before a history begins. */
export const first = (role: DemoUser): Actor => ({ id: `${role}-1`, roles: [role] });
