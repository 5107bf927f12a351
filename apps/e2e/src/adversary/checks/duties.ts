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

/** The persons who had written or submitted each requisition when it was submitted. */
function submissions({ events }: Evidence): ReadonlyMap<string, readonly Person[]> {
  const people = new Map<string, readonly Person[]>();
  const asked = new Map<string, readonly Person[]>();
  for (const { category, type, id, data } of events) {
    if (category !== 'procurement.Requisition' || !WRITTEN.includes(type)) continue;
    people.set(id, [...(people.get(id) ?? []), data['by'] as Person]);
    if (type === 'RequisitionSubmitted') {
      asked.set(String(data['reservationId']), people.get(id) ?? []);
    }
  }
  return asked;
}
const WRITTEN = ['RequisitionCreated', 'RequisitionChanged', 'RequisitionSubmitted'];

/** Whoever has asked for goods does not lift the ceiling of the line that was asked for them. */
function overruns(evidence: Evidence): readonly Found[] {
  const asked = submissions(evidence);
  const requesters = new Map<string, readonly Person[]>();
  return evidence.events.flatMap(({ type, id, data, position }) => {
    const by = data['by'] as Person;
    if (type === 'FundsReserved' || type === 'ReservationRejected') {
      const people = asked.get(String(data['reservationId'])) ?? [];
      requesters.set(id, [...(requesters.get(id) ?? []), ...people]);
    }
    if (type !== 'OverrunAuthorised') return [];
    const one = requesters.get(id)?.find((requester) => isSame(requester, by));
    const text = `${named(by)} at ${position}, on ${id}, asked for as ${one && named(one)}`;
    return one ? [{ rule: 'duties.requisitioner-and-overrun' as const, text }] : [];
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
