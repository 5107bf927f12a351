import { defineErrors } from '@tamani/kernel';

/** Errors of one field that the general sentences would not explain. */
defineErrors({
  vendor_country_malformed: {
    status: 422,
    title: { fr: 'Pays', en: 'Country' },
    detail: {
      fr: 'Deux lettres majuscules (ISO 3166-1), comme ML.',
      en: 'Two capital letters (ISO 3166-1), such as ML.',
    },
  },
  policy_value_shape: {
    status: 422,
    title: { fr: 'Valeur de règle', en: 'Policy value' },
    detail: {
      fr: 'Un montant {"amount","currency"}, ou un nombre en texte, comme "90".',
      en: 'An amount {"amount","currency"}, or a number as text, such as "90".',
    },
  },
});
