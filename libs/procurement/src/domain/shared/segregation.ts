import { defineErrors, sharesIdentity, type Person, type Rejection } from '@tamani/kernel';

/** One stable code for each pair of duties that exclude each other. */
export const segregation = defineErrors({
  segregation_requisitioner_certifies: 409,
  segregation_requisitioner_buys: 409,
  segregation_certifier_buys: 409,
  segregation_requisitioner_approves_award: 409,
  segregation_certifier_approves_award: 409,
  segregation_buyer_approves_award: 409,
  segregation_buyer_receives: 409,
  segregation_clerk_receives: 409,
  segregation_receiver_registers_invoice: 409,
  segregation_certifier_approves_payment: 409,
  segregation_receiver_approves_payment: 409,
  segregation_clerk_approves_payment: 409,
  segregation_clerk_approves_credit_note: 409,
});

export type Duty = keyof typeof segregation;

/** The refusal if `by` already had the other duty, delegations included. */
export function excludes(
  duty: Duty,
  by: Person,
  others: readonly (Person | undefined)[],
): Rejection | undefined {
  const clash = others.some((other) => other !== undefined && sharesIdentity(by, other));
  return clash ? segregation[duty]({ who: by.onBehalfOf ?? by.id }) : undefined;
}
