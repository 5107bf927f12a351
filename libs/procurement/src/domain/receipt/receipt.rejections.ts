import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  receipt_wrong_status: {
    status: 409,
    title: { fr: 'État de la réception', en: 'Receipt status' },
    detail: {
      fr: 'La réception {reference} est « {status} » ; cette action demande : {needed}.',
      en: 'Receipt {reference} is “{status}”; this action needs: {needed}.',
    },
  },
  order_not_receivable: {
    status: 409,
    title: { fr: 'Commande non réceptionnable', en: 'Order cannot receive' },
    detail: {
      fr: 'La commande {reference} est « {status} » : on réceptionne une commande émise.',
      en: 'Purchase order {reference} is “{status}”: goods come in on an issued order.',
    },
  },
  inspection_lines_differ: {
    status: 409,
    title: { fr: 'Inspection incomplète', en: 'Inspection does not fit' },
    detail: {
      fr: 'Ligne {orderLine} : acceptés et refusés doivent faire les {quantity} livrés.',
      en: 'Line {orderLine}: accepted and rejected must make up the {quantity} delivered.',
    },
  },
  rejection_reason_required: {
    status: 422,
    title: { fr: 'Motif de refus', en: 'Reason for rejection' },
    detail: {
      fr: 'Ligne {orderLine} : dites pourquoi des biens sont refusés.',
      en: 'Line {orderLine}: say why goods are rejected.',
    },
  },
});
