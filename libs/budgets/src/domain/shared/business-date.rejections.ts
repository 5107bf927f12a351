import { defineErrors } from '@tamani/kernel';

export const refuseDate = defineErrors({
  date_in_future: {
    status: 409,
    title: { fr: 'Date à venir', en: 'Date in the future' },
    detail: {
      fr: 'La date d’effet {date} est après aujourd’hui ({today}, Bamako) : donnez une date déjà passée.',
      en: 'The business date {date} is after today ({today}, Bamako): give a date that has come.',
    },
  },
  period_closed: {
    status: 409,
    title: { fr: 'Période close', en: 'Period closed' },
    detail: {
      fr: 'La période {month} est close ({status}) : prenez une date d’une période ouverte, ou faites rouvrir celle-ci avec un motif.',
      en: 'The period {month} is closed ({status}): use a date in an open period, or have this one reopened with a reason.',
    },
  },
  rate_missing: {
    status: 409,
    title: { fr: 'Taux absent', en: 'Rate missing' },
    detail: {
      fr: 'Aucun taux {from} vers {to} n’est publié pour {month} : publiez la table de taux de ce mois, puis recommencez.',
      en: 'No rate from {from} to {to} is published for {month}: publish the rate table of that month, then try again.',
    },
  },
});
