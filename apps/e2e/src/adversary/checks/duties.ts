import type { Person } from '@tamani/kernel';
import { chainsOf, isSame, named, type Chain, type Duty } from '../books/chains.js';
import type { Check, Evidence, Finding } from '../books/evidence.js';

/** Duties that one person must not both have on one purchase. */
const apart = [
  ['requisitioner', 'certifier'],
  ['requisitioner', 'buyer'],
  ['requisitioner', 'approver'],
  ['certifier', 'buyer'],
  ['certifier', 'approver'],
  ['buyer', 'approver'],
  ['buyer', 'receiver'],
  ['receiver', 'clerk'],
  ['payer', 'certifier'],
  ['payer', 'controller'],
  ['payer', 'receiver'],
  ['payer', 'clerk'],
] as const satisfies readonly (readonly [Duty, Duty])[];

type Pair = (typeof apart)[number];
type Rule =
  `duties.${Pair[0]}-and-${Pair[1]}` | 'duties.requisitioner-and-overrun' | 'duties.readers-write';

const ruleOf = ([one, other]: Pair) => `duties.${one}-and-${other}` as Rule;
type Found = Finding & { readonly rule: Rule };

function clashes(order: string, chain: Chain): readonly Found[] {
  return apart.flatMap((pair) => {
    const [ones, others] = pair.map((duty) => chain.filter((had) => had.duty === duty));
    const both = ones?.flatMap((one) =>
      (others ?? []).filter((other) => isSame(one.by, other.by)).map((other) => [one, other]),
    );
    return (both ?? []).slice(0, 1).map(([one, other]) => {
      const [a, b] = [one, other].map((had) => `${had?.event.type} by ${had && named(had.by)}`);
      return { rule: ruleOf(pair), text: `order ${order}: ${a}, ${b}` };
    });
  });
}

/** Whoever asks for goods does not lift the ceiling of the line that pays them. */
function overruns({ events }: Evidence): readonly Found[] {
  const requesters = new Map<string, Person[]>();
  return events.flatMap(({ type, id, data, position }) => {
    const by = data['by'] as Person;
    if (type === 'RequisitionSubmitted') {
      for (const { budgetLineId } of data['lines'] as readonly { budgetLineId: string }[]) {
        requesters.set(budgetLineId, [...(requesters.get(budgetLineId) ?? []), by]);
      }
    }
    if (type !== 'OverrunAuthorised') return [];
    const asked = requesters.get(id)?.find((one) => isSame(one, by));
    const text = `${named(by)} at ${position}, on ${id}, asked for as ${asked && named(asked)}`;
    return asked ? [{ rule: 'duties.requisitioner-and-overrun' as const, text }] : [];
  });
}

const READERS = ['auditor', 'reporting-job'];

/** No person has two duties of one purchase, and who only reads has written nothing. */
export const dutiesApart: Check<Rule> = {
  rules: [...apart.map(ruleOf), 'duties.requisitioner-and-overrun', 'duties.readers-write'],
  find: (evidence) => [
    ...[...chainsOf(evidence)].flatMap(([order, chain]) => clashes(order, chain)),
    ...overruns(evidence),
    ...evidence.events
      .filter(({ actor: { roles } }) => roles.every((role) => READERS.includes(role)))
      .map(({ type, actor }) => ({
        rule: 'duties.readers-write' as const,
        text: `${type} by ${actor.id}`,
      })),
  ],
};
