import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  payment_wrong_status: {
    status: 409,
    title: { fr: 'État du paiement', en: 'Payment status' },
    detail: {
      fr: 'Le paiement {reference} est « {status} » ; cette action demande : {needed}.',
      en: 'Payment {reference} is “{status}”; this action needs: {needed}.',
    },
  },
  invoice_has_receivable: {
    status: 409,
    title: { fr: 'Facture en écart', en: 'Invoice no longer matches' },
    detail: {
      fr: 'La facture {reference} ne correspond plus aux réceptions : annulez ce paiement.',
      en: 'Invoice {reference} no longer matches its receipts: cancel this payment.',
    },
  },
});
