import {
  defineErrors,
  firstRefusal,
  personSchema,
  sharesIdentity,
  type Person,
  type Rejection,
} from '@tamani/kernel';
import { z } from 'zod';

/**
 * What a person can have done in one chain of documents, from the requisition to its payments.
 * Certifying is one duty, whatever is certified: a requisition, an invoice or a payment.
 */
export const duties = [
  'requisitioner',
  'certifier',
  'buyer',
  'award_approver',
  'receiver',
  'clerk',
  'payment_approver',
] as const;
export type Duty = (typeof duties)[number];

/** A duty that somebody has had in a chain. */
export interface Held {
  readonly duty: Duty;
  readonly person: Person;
}
/** All who have had a duty in a chain: in every document and every round. */
export type Chain = readonly Held[];

export const heldSchema = z.strictObject({ duty: z.enum(duties), person: personSchema });

/** People who have had a duty, as a part of a chain. */
export const held = (duty: Duty, people: readonly (Person | undefined)[]): Chain =>
  people.flatMap((person) => (person ? [{ duty, person }] : []));

/** The chain with more, each once. */
export const joined = (chain: Chain, more: Chain): Chain =>
  more.reduce(
    (known, one) => (known.some((other) => isSame(one, other)) ? known : [...known, one]),
    chain,
  );

const isSame = (one: Held, other: Held): boolean =>
  one.duty === other.duty &&
  one.person.id === other.person.id &&
  one.person.onBehalfOf === other.person.onBehalfOf;

/** The duties that exclude each other (docs/domain.md, "Segregation of duties"). */
export const exclusive: readonly (readonly [Duty, Duty])[] = [
  ['requisitioner', 'certifier'],
  ['requisitioner', 'buyer'],
  ['requisitioner', 'award_approver'],
  ['certifier', 'buyer'],
  ['certifier', 'award_approver'],
  ['buyer', 'award_approver'],
  ['buyer', 'receiver'],
  ['clerk', 'receiver'],
  ['certifier', 'payment_approver'],
  ['receiver', 'payment_approver'],
  ['clerk', 'payment_approver'],
];

const act = {
  requisitioner: 'requests',
  certifier: 'certifies',
  buyer: 'buys',
  award_approver: 'approves_award',
  receiver: 'receives',
  clerk: 'registers_invoice',
  payment_approver: 'approves_payment',
} as const satisfies Readonly<Record<Duty, string>>;

/** One stable code for each pair, by what was done first and what is asked now. */
export const segregation = defineErrors({
  segregation_requisitioner_certifies: 409,
  segregation_certifier_requests: 409,
  segregation_requisitioner_buys: 409,
  segregation_buyer_requests: 409,
  segregation_requisitioner_approves_award: 409,
  segregation_award_approver_requests: 409,
  segregation_certifier_buys: 409,
  segregation_buyer_certifies: 409,
  segregation_certifier_approves_award: 409,
  segregation_award_approver_certifies: 409,
  segregation_buyer_approves_award: 409,
  segregation_award_approver_buys: 409,
  segregation_buyer_receives: 409,
  segregation_receiver_buys: 409,
  segregation_clerk_receives: 409,
  segregation_receiver_registers_invoice: 409,
  segregation_certifier_approves_payment: 409,
  segregation_payment_approver_certifies: 409,
  segregation_receiver_approves_payment: 409,
  segregation_payment_approver_receives: 409,
  segregation_clerk_approves_payment: 409,
  segregation_clerk_approves_credit_note: 409,
  segregation_payment_approver_registers_invoice: 409,
});

const codeOf = (first: Duty, now: Duty): keyof typeof segregation | undefined => {
  const code = `segregation_${first}_${act[now]}`;
  return Object.hasOwn(segregation, code) ? (code as keyof typeof segregation) : undefined;
};

/**
 * The refusal if one of these people has had a duty in the chain that excludes this one. Both
 * faces of a person count: the one who acts, and the one on whose behalf.
 */
export function dutyProblem(
  duty: Duty,
  people: Person | readonly Person[],
  chain: Chain,
): Rejection | undefined {
  for (const by of [people].flat()) {
    for (const one of chain) {
      const code = codeOf(one.duty, duty);
      if (code && sharesIdentity(by, one.person)) {
        return segregation[code]({ who: by.onBehalfOf ?? by.id });
      }
    }
  }
  return undefined;
}

/** The refusal if acts that are asked for do not go together with a chain, or with each other. */
export const clashProblem = (asked: Chain, chain: Chain): Rejection | undefined =>
  firstRefusal(...asked.map(({ duty, person }) => dutyProblem(duty, person, [...chain, ...asked])));
