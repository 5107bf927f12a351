import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  rate_table_exists: {
    status: 409,
    title: { fr: 'Table déjà publiée', en: 'Table published before' },
    detail: {
      fr: 'Les taux de {month} ({base}) sont déjà publiés : pour les changer, publiez une correction.',
      en: 'The rates of {month} ({base}) are published already: to change them, publish a correction.',
    },
  },
  rate_currency: {
    status: 422,
    title: { fr: 'Devise inconnue', en: 'Unknown currency' },
    detail: {
      fr: '{currency} n’est pas un code ISO 4217 : corrigez-le.',
      en: '{currency} is no code of ISO 4217: correct it.',
    },
  },
  rate_currency_twice: {
    status: 422,
    title: { fr: 'Devise en double', en: 'Currency given twice' },
    detail: {
      fr: '{currency} a déjà un taux dans cette table, ou en est la base : donnez chaque devise une fois.',
      en: '{currency} has a rate in this table already, or is its base: give each currency once.',
    },
  },
  rate_currency_missing: {
    status: 409,
    title: { fr: 'Devise retirée', en: 'Currency left out' },
    detail: {
      fr: 'La correction n’a plus de taux pour {currency} : reprenez toutes les devises de la table.',
      en: 'The correction has no rate for {currency} any more: give all currencies of the table.',
    },
  },
  rate_off_peg: {
    status: 422,
    title: { fr: 'Taux hors parité', en: 'Rates off the peg' },
    detail: {
      fr: 'EUR à {euro} et XOF à {franc} s’écartent de plus de 0,5 % de la parité (1 EUR = {peg} XOF) : vérifiez les deux taux.',
      en: 'EUR at {euro} and XOF at {franc} are more than 0.5 % off the peg (1 EUR = {peg} XOF): check both rates.',
    },
  },
});
