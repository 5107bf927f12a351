import {
  defineErrors,
  sharesIdentity,
  type ErrorSpec,
  type Person,
  type Rejection,
  type Text,
} from '@tamani/kernel';

/** "Who has done `did` may not `act`": one stable code for each pair of duties that exclude. */
const incompatible = (did: Text, act: Text): ErrorSpec => ({
  status: 409,
  title: { fr: 'Séparation des tâches', en: 'Segregation of duties' },
  detail: {
    fr: `{who} a déjà ${did.fr} et ne peut pas ${act.fr} : demandez à une autre personne.`,
    en: `{who} has already ${did.en} and may not ${act.en}: ask another person to do it.`,
  },
});

const DID = {
  requested: { fr: 'demandé cet achat', en: 'requested this purchase' },
  certified: { fr: 'certifié cette demande d’achat', en: 'certified this requisition' },
  bought: { fr: 'établi cette commande', en: 'placed this order' },
  received: { fr: 'réceptionné cette commande', en: 'received goods of this order' },
  invoiced: { fr: 'enregistré une facture de cette commande', en: 'registered an invoice of it' },
  certifiedPayment: { fr: 'certifié ce paiement', en: 'certified this payment' },
  clerked: { fr: 'préparé cette facture ou ce paiement', en: 'prepared this invoice or payment' },
} as const;

const ACT = {
  certify: { fr: 'la certifier', en: 'certify it' },
  buy: { fr: 'établir la commande', en: 'place the order' },
  approve: { fr: 'approuver l’attribution', en: 'approve the award' },
  receive: { fr: 'en réceptionner les biens', en: 'receive its goods' },
  invoice: { fr: 'en enregistrer la facture', en: 'register its invoice' },
  pay: { fr: 'approuver le paiement', en: 'approve the payment' },
} as const;

export const segregation = defineErrors({
  segregation_requisitioner_certifies: incompatible(DID.requested, ACT.certify),
  segregation_requisitioner_buys: incompatible(DID.requested, ACT.buy),
  segregation_certifier_buys: incompatible(DID.certified, ACT.buy),
  segregation_requisitioner_approves_award: incompatible(DID.requested, ACT.approve),
  segregation_certifier_approves_award: incompatible(DID.certified, ACT.approve),
  segregation_buyer_approves_award: incompatible(DID.bought, ACT.approve),
  segregation_buyer_receives: incompatible(DID.bought, ACT.receive),
  segregation_clerk_receives: incompatible(DID.invoiced, ACT.receive),
  segregation_receiver_registers_invoice: incompatible(DID.received, ACT.invoice),
  segregation_certifier_approves_payment: incompatible(DID.certifiedPayment, ACT.pay),
  segregation_receiver_approves_payment: incompatible(DID.received, ACT.pay),
  segregation_clerk_approves_payment: incompatible(DID.clerked, ACT.pay),
});

export type Duty = keyof typeof segregation;

/** The refusal when `by` is one of those who had the other duty, delegations included. */
export function excludes(
  duty: Duty,
  by: Person,
  others: readonly (Person | undefined)[],
): Rejection | undefined {
  const clash = others.some((other) => other !== undefined && sharesIdentity(by, other));
  return clash ? segregation[duty]({ who: by.onBehalfOf ?? by.id }) : undefined;
}
