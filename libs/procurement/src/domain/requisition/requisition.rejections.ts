import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  requisition_wrong_status: {
    status: 409,
    title: { fr: 'État de la demande d’achat', en: 'Requisition status' },
    detail: {
      fr: 'La demande {reference} est « {status} » ; cette action demande : {needed}.',
      en: 'Requisition {reference} is “{status}”; this action needs: {needed}.',
    },
  },
  currency_mixed: {
    status: 422,
    title: { fr: 'Plusieurs devises', en: 'Several currencies' },
    detail: {
      fr: 'Un document a une seule devise ({currency}) : faites un document par devise.',
      en: 'A document has one currency ({currency}): make one document a currency.',
    },
  },
  document_total_zero: {
    status: 422,
    title: { fr: 'Total nul', en: 'Total of zero' },
    detail: {
      fr: 'La ligne {line} ne vaut rien : vérifiez la quantité et le prix unitaire.',
      en: 'Line {line} is worth nothing: check its quantity and unit price.',
    },
  },
  document_total_too_large: {
    status: 422,
    title: { fr: 'Total trop grand', en: 'Total too large' },
    detail: {
      fr: 'Le total des lignes est trop grand : vérifiez les quantités et les prix unitaires.',
      en: 'The total of the lines is too large: check the quantities and unit prices.',
    },
  },
  requested_budget_line_unknown: {
    status: 409,
    title: { fr: 'Ligne budgétaire inconnue', en: 'Unknown budget line' },
    detail: {
      fr: 'La ligne {line} cite la ligne budgétaire {budgetLineId}, qui n’existe pas : corrigez-la.',
      en: 'Line {line} names budget line {budgetLineId}, which does not exist: correct it.',
    },
  },
  requested_budget_line_not_open: {
    status: 409,
    title: { fr: 'Ligne budgétaire fermée', en: 'Budget line not open' },
    detail: {
      fr: 'La ligne budgétaire {budgetLineId} est « {status} » : choisissez une ligne ouverte.',
      en: 'Budget line {budgetLineId} is “{status}”: choose one that is open.',
    },
  },
  requested_spend_class_differs: {
    status: 409,
    title: { fr: 'Nature de dépense différente', en: 'Another spend class' },
    detail: {
      fr: 'La ligne {line} est « {spendClass} », sa ligne budgétaire « {expected} » : changez l’une.',
      en: 'Line {line} is “{spendClass}”, its budget line “{expected}”: change one of them.',
    },
  },
  requested_project_ended: {
    status: 409,
    title: { fr: 'Projet terminé', en: 'Project ended' },
    detail: {
      fr: 'La ligne {line} relève du projet {project}, rejeté ou annulé : choisissez une autre ligne.',
      en: 'Line {line} belongs to project {project}, rejected or cancelled: use another budget line.',
    },
  },
  quantity_exceeds_requisition: {
    status: 409,
    title: { fr: 'Plus que la demande', en: 'More than requested' },
    detail: {
      fr: 'Ligne {line} : {quantity} à commander, il en reste {left} sur la demande {reference}.',
      en: 'Line {line}: {quantity} to order, {left} are left on requisition {reference}.',
    },
  },
  order_awaiting_commitment: {
    status: 409,
    title: { fr: 'Engagement en attente', en: 'Commitment pending' },
    detail: {
      fr: 'Une commande de {reference} attend la réponse du budget : réessayez dans un instant.',
      en: 'An order of {reference} waits for the answer of budgets: try again in a moment.',
    },
  },
});
