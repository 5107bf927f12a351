import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  order_wrong_status: {
    status: 409,
    title: { fr: 'État de la commande', en: 'Purchase order status' },
    detail: {
      fr: 'La commande {reference} est « {status} » ; cette action demande : {needed}.',
      en: 'Purchase order {reference} is “{status}”; this action needs: {needed}.',
    },
  },
  order_unknown: {
    status: 409,
    title: { fr: 'Commande inconnue', en: 'Unknown purchase order' },
    detail: {
      fr: 'La commande {orderId} n’existe pas : vérifiez son identifiant.',
      en: 'Purchase order {orderId} does not exist: check its identifier.',
    },
  },
  order_line_unknown: {
    status: 409,
    title: { fr: 'Ligne de commande inconnue', en: 'Unknown order line' },
    detail: {
      fr: 'La commande {reference} n’a pas de ligne {orderLine} : corrigez le numéro.',
      en: 'Purchase order {reference} has no line {orderLine}: correct the number.',
    },
  },
  line_twice: {
    status: 422,
    title: { fr: 'Ligne en double', en: 'Line given twice' },
    detail: {
      fr: 'La ligne {orderLine} figure deux fois : réunissez les deux quantités.',
      en: 'Line {orderLine} is given twice: put both quantities together.',
    },
  },
  order_amount_zero: {
    status: 422,
    title: { fr: 'Ligne sans valeur', en: 'Line without value' },
    detail: {
      fr: 'La ligne {line} de la commande ne vaut rien : vérifiez quantité et prix unitaire.',
      en: 'Line {line} of the order is worth nothing: check its quantity and unit price.',
    },
  },
  requisition_unknown: {
    status: 409,
    title: { fr: 'Demande d’achat inconnue', en: 'Unknown requisition' },
    detail: {
      fr: 'La demande {requisitionId} n’existe pas : vérifiez son identifiant.',
      en: 'Requisition {requisitionId} does not exist: check its identifier.',
    },
  },
  requisition_not_certified: {
    status: 409,
    title: { fr: 'Demande non certifiée', en: 'Requisition not certified' },
    detail: {
      fr: 'La demande {reference} est « {status} » : on commande sur une demande certifiée.',
      en: 'Requisition {reference} is “{status}”: an order needs one that is certified.',
    },
  },
  requisition_line_unknown: {
    status: 409,
    title: { fr: 'Ligne de demande inconnue', en: 'Unknown requisition line' },
    detail: {
      fr: 'La demande {reference} n’a pas de ligne {line} : corrigez le numéro.',
      en: 'Requisition {reference} has no line {line}: correct the number.',
    },
  },
  order_currency_differs: {
    status: 409,
    title: { fr: 'Autre devise que la demande', en: 'Another currency than requested' },
    detail: {
      fr: 'La demande est en {expected}, la ligne {line} en {currency} : utilisez {expected}.',
      en: 'The requisition is in {expected}, line {line} in {currency}: use {expected}.',
    },
  },
  award_waiver_required: {
    status: 409,
    title: { fr: 'Dérogation à motiver', en: 'Waiver required' },
    detail: {
      fr: 'Au-dessus de {limit} {currency}, un achat direct demande un motif de dérogation.',
      en: 'Above {limit} {currency} a direct purchase needs the reason for its waiver.',
    },
  },
  award_limit_exceeded: {
    status: 409,
    title: { fr: 'Plafond d’approbation dépassé', en: 'Approval limit exceeded' },
    detail: {
      fr: 'Votre délégation va jusqu’à {limit} {currency} : faites approuver plus haut.',
      en: 'Your delegation goes up to {limit} {currency}: ask for approval above you.',
    },
  },
  receipt_exceeds_order: {
    status: 409,
    title: { fr: 'Plus que la commande', en: 'More than ordered' },
    detail: {
      fr: 'Ligne {orderLine} : {quantity} acceptés, {left} peuvent encore l’être ; refusez le reste.',
      en: 'Line {orderLine}: {quantity} accepted, {left} still can be; reject what is too much.',
    },
  },
  order_has_receipts: {
    status: 409,
    title: { fr: 'Commande déjà livrée en partie', en: 'Goods were received' },
    detail: {
      fr: 'La commande {reference} a des réceptions : résiliez-la au lieu de l’annuler.',
      en: 'Purchase order {reference} has receipts: terminate it instead of cancelling.',
    },
  },
  order_has_open_invoices: {
    status: 409,
    title: { fr: 'Factures en cours', en: 'Open invoices' },
    detail: {
      fr: 'La commande {reference} a des factures non payées : payez-les ou rejetez-les d’abord.',
      en: 'Purchase order {reference} has unpaid invoices: pay or reject them first.',
    },
  },
});
