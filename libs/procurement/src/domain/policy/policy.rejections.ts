import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  policy_value_malformed: {
    status: 422,
    title: { fr: 'Valeur de règle invalide', en: 'Invalid policy value' },
    detail: {
      fr: 'La règle {key} attend {expected} : corrigez la valeur.',
      en: 'The policy {key} expects {expected}: correct the value.',
    },
  },
  policy_key_mismatch: {
    status: 409,
    title: { fr: 'Autre règle', en: 'Another policy' },
    detail: {
      fr: 'Cette règle est {key} : une nouvelle valeur doit porter la même clé.',
      en: 'This policy is {key}: a new setting must have the same key.',
    },
  },
});
