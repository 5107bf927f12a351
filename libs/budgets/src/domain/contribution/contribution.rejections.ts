import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  contribution_exists: {
    status: 409,
    title: { fr: 'Contribution déjà enregistrée', en: 'Contribution registered before' },
    detail: {
      fr: 'Cette origine ({source}, {externalId}) est déjà la contribution {reference} : complétez celle-ci.',
      en: 'This origin ({source}, {externalId}) is the contribution {reference} already: go on with that one.',
    },
  },
  contribution_wrong_status: {
    status: 409,
    title: { fr: 'Statut de la contribution', en: 'Status of the contribution' },
    detail: {
      fr: 'La contribution {reference} est {status} ; il faut : {needed}. Rechargez-la avant de continuer.',
      en: 'The contribution {reference} is {status}; needed: {needed}. Reload it before you go on.',
    },
  },
  contribution_date_missing: {
    status: 422,
    title: { fr: 'Date absente', en: 'Date missing' },
    detail: {
      fr: 'Donnez au moins une des dates pledgedOn, agreedOn, receivedOn : elle dit où en est la contribution.',
      en: 'Give at least one of the dates pledgedOn, agreedOn, receivedOn: it says how far the contribution has come.',
    },
  },
  contribution_date_in_future: {
    status: 409,
    title: { fr: 'Date à venir', en: 'Date in the future' },
    detail: {
      fr: 'La date {date} est après aujourd’hui ({today}) : donnez la date à laquelle cela s’est fait.',
      en: 'The date {date} is after today ({today}): give the date on which it happened.',
    },
  },
  contribution_currency: {
    status: 422,
    title: { fr: 'Devise de la contribution', en: 'Currency of the contribution' },
    detail: {
      fr: 'La contribution est en {expected}, le montant est en {actual} : donnez-le en {expected}.',
      en: 'The contribution is in {expected}, the amount is in {actual}: give it in {expected}.',
    },
  },
  contribution_over_received: {
    status: 409,
    title: { fr: 'Plus que convenu', en: 'More than agreed' },
    detail: {
      fr: 'Il reste {outstanding} {currency} à recevoir : si le donateur a versé plus, enregistrez d’abord l’avenant.',
      en: '{outstanding} {currency} are outstanding: if the donor paid more, record the amendment first.',
    },
  },
  contribution_below_received: {
    status: 409,
    title: { fr: 'Moins que reçu', en: 'Less than received' },
    detail: {
      fr: '{received} {currency} sont déjà reçus : l’accord ne peut être d’un montant inférieur.',
      en: '{received} {currency} are received already: the agreement cannot be for less.',
    },
  },
});
