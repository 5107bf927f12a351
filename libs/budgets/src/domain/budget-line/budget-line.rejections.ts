import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  budget_line_wrong_status: {
    status: 409,
    title: { fr: 'Statut de la ligne', en: 'Status of the line' },
    detail: {
      fr: 'La ligne budgétaire {reference} est {status} ; il faut : {needed}. Rechargez-la avant de continuer.',
      en: 'The budget line {reference} is {status}; needed: {needed}. Reload it before you go on.',
    },
  },
  budget_line_unknown: {
    status: 404,
    title: { fr: 'Ligne budgétaire inconnue', en: 'Unknown budget line' },
    detail: {
      fr: 'Cette ligne budgétaire n’existe pas : vérifiez son identifiant.',
      en: 'There is no such budget line: check its id.',
    },
  },
  budget_line_currency: {
    status: 422,
    title: { fr: 'Devise de la ligne', en: 'Currency of the line' },
    detail: {
      fr: 'La ligne est tenue en {expected}, le montant est en {actual} : donnez-le en {expected}.',
      en: 'The line is kept in {expected}, the amount is in {actual}: give it in {expected}.',
    },
  },
  allotment_below_use: {
    status: 409,
    title: { fr: 'Dotation inférieure à l’emploi', en: 'Allotment below use' },
    detail: {
      fr: 'La dotation ne peut descendre sous {used} {currency}, déjà réservés, engagés ou dépensés : donnez au moins ce montant ou libérez d’abord des fonds.',
      en: 'The allotment cannot go below {used} {currency}, already reserved, committed or spent: give at least that much, or release funds first.',
    },
  },
  budget_line_in_use: {
    status: 409,
    title: { fr: 'Ligne encore utilisée', en: 'Line still in use' },
    detail: {
      fr: 'La ligne {reference} a encore {reserved} réservés, {committed} engagés et {held} livraisons en attente ({currency}) : soldez-les avant de la clore.',
      en: 'The line {reference} still has {reserved} reserved, {committed} committed and {held} deliveries on hold ({currency}): settle them before you close it.',
    },
  },
  insufficient_funds: {
    status: 409,
    title: { fr: 'Crédits insuffisants', en: 'Insufficient funds' },
    detail: {
      fr: 'Il manque {shortfall} {currency} sur la ligne {reference} (disponible : {available}) : réduisez le montant ou faites réviser la dotation.',
      en: 'The line {reference} is {shortfall} {currency} short (available: {available}): reduce the amount or have the allotment revised.',
    },
  },
  reservation_differs: {
    status: 409,
    title: { fr: 'Réservation déjà demandée', en: 'Reservation asked before' },
    detail: {
      fr: 'Cette réservation a été demandée pour un autre montant : une nouvelle demande doit porter un nouvel identifiant.',
      en: 'This reservation was asked for with another amount: a new request needs a new id.',
    },
  },
  reservation_not_held: {
    status: 409,
    title: { fr: 'Réservation absente', en: 'Reservation not held' },
    detail: {
      fr: 'La ligne {reference} ne tient pas cette réservation : elle a été refusée, retirée, ou n’a jamais été demandée.',
      en: 'The line {reference} does not hold this reservation: it was refused, withdrawn, or never asked for.',
    },
  },
  commitment_not_held: {
    status: 409,
    title: { fr: 'Engagement absent', en: 'Commitment not held' },
    detail: {
      fr: 'La ligne {reference} ne tient pas d’engagement ouvert de cette commande : vérifiez la commande et sa ligne budgétaire.',
      en: 'The line {reference} holds no open commitment of this order: check the order and its budget line.',
    },
  },
  commitment_exists: {
    status: 409,
    title: { fr: 'Commande déjà engagée', en: 'Order committed before' },
    detail: {
      fr: 'La commande {reference} a déjà été engagée sur cette ligne : modifiez cet engagement, ou passez une autre commande.',
      en: 'The order {reference} has been committed on this line before: adjust that commitment, or place another order.',
    },
  },
  commitment_change_too_large: {
    status: 409,
    title: { fr: 'Réduction trop forte', en: 'Reduction too large' },
    detail: {
      fr: 'Seuls {open} {currency} de l’engagement restent ouverts : réduisez de ce montant au plus.',
      en: 'Only {open} {currency} of the commitment are still open: reduce it by no more.',
    },
  },
  document_currency: {
    status: 409,
    title: { fr: 'Devise du document', en: 'Currency of the document' },
    detail: {
      fr: 'Le document est en {expected}, ce montant est en {actual} : une même chaîne garde une seule devise.',
      en: 'The document is in {expected}, this amount is in {actual}: one chain of documents keeps one currency.',
    },
  },
  delivery_not_accrued: {
    status: 409,
    title: { fr: 'Livraison inconnue', en: 'Delivery not known' },
    detail: {
      fr: 'La ligne {reference} n’a pas constaté cette livraison : rien n’est à annuler.',
      en: 'The line {reference} has not recorded this delivery: there is nothing to reverse.',
    },
  },
  payment_not_recorded: {
    status: 409,
    title: { fr: 'Paiement inconnu', en: 'Payment not known' },
    detail: {
      fr: 'La ligne {reference} n’a pas enregistré ce paiement : vérifiez son identifiant.',
      en: 'The line {reference} has not recorded this payment: check its id.',
    },
  },
  advance_not_open: {
    status: 409,
    title: { fr: 'Avance insuffisante', en: 'Advance not open' },
    detail: {
      fr: 'On peut apurer au plus {open} {currency} de cette avance, le moindre de ce qui en reste et de ce qui est livré sans être payé.',
      en: 'At most {open} {currency} of this advance can be liquidated, the lesser of what is left of it and what is delivered and unpaid.',
    },
  },
  project_unknown: {
    status: 409,
    title: { fr: 'Projet inconnu', en: 'Unknown project' },
    detail: {
      fr: 'Il n’y a pas de projet {projectId} : vérifiez l’identifiant, ou créez d’abord le projet.',
      en: 'There is no project {projectId}: check the id, or create the project first.',
    },
  },
  project_closed_to_spending: {
    status: 409,
    title: { fr: 'Projet sans suite', en: 'Project ended' },
    detail: {
      fr: 'Le projet {project} est {status} : on ne lui rattache plus d’argent.',
      en: 'The project {project} is {status}: no new money can be tied to it.',
    },
  },
  overrun_expired: {
    status: 409,
    title: { fr: 'Date d’expiration passée', en: 'Expiry has passed' },
    detail: {
      fr: 'L’autorisation expirerait le {expiresOn}, avant aujourd’hui ({today}) : donnez une date à venir.',
      en: 'The authorisation would expire on {expiresOn}, before today ({today}): give a later date.',
    },
  },
  carry_over_destination: {
    status: 409,
    title: { fr: 'Ligne de destination', en: 'Destination line' },
    detail: {
      fr: 'Le report doit aller vers une ligne existante, non close, d’un exercice suivant, du même fonds ({fund}) et de la même devise ({currency}) : choisissez-en une autre.',
      en: 'A carry-over goes to an existing line, not closed, of a later year, of the same fund ({fund}) and currency ({currency}): choose another one.',
    },
  },
});
