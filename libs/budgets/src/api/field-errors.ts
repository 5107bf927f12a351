import { defineErrors } from '@tamani/kernel';

/** Errors of one field that the general sentences would not explain. */
defineErrors({
  rate_base_unsupported: {
    status: 422,
    title: { fr: 'Devise de base', en: 'Base currency' },
    detail: {
      fr: 'Les taux se donnent pour un dollar : base "USD".',
      en: 'Rates are given for one dollar: base "USD".',
    },
  },
  line_currency_unknown: {
    status: 422,
    title: { fr: 'Devise de la ligne', en: 'Currency of the line' },
    detail: {
      fr: 'Devise inconnue : un code ISO 4217, comme USD.',
      en: 'Unknown currency: an ISO 4217 code, such as USD.',
    },
  },
});
