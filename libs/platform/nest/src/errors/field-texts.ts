import { errorSpec, fillText, type FieldError, type Language, type Text } from '@tamani/kernel';

/** What is wrong with one field and what to do; by code. */
const texts: Readonly<Record<string, Text>> = {
  required: { fr: 'À renseigner.', en: 'Is required.' },
  unknown_field: { fr: 'Champ inconnu : retirez-le.', en: 'Unknown field: remove it.' },
  unknown_parameter: {
    fr: 'Paramètre inconnu : retirez-le.',
    en: 'Unknown parameter: remove it.',
  },
  parameter_malformed: {
    fr: 'Valeur refusée pour ce paramètre.',
    en: 'Refused value for this parameter.',
  },
  limit_out_of_range: { fr: 'De 1 à 200.', en: 'From 1 to 200.' },
  sort_unknown: {
    fr: 'On ne trie pas sur ce champ ; possibles : {fields}.',
    en: 'Not a field to sort by; possible: {fields}.',
  },
  cursor_invalid: {
    fr: 'Ce curseur n’est pas de cette liste : reprenez depuis le début.',
    en: 'This cursor is not of this list: start again from the beginning.',
  },
  wrong_type: { fr: 'Type attendu : {expected}.', en: 'Expected type: {expected}.' },
  wrong_value: { fr: 'Valeurs possibles : {expected}.', en: 'Possible values: {expected}.' },
  wrong_format: { fr: 'Format attendu : {expected}.', en: 'Expected format: {expected}.' },
  too_small: { fr: 'Minimum : {limit}.', en: 'Minimum: {limit}.' },
  too_big: { fr: 'Maximum : {limit}.', en: 'Maximum: {limit}.' },
  refused: { fr: 'Valeur refusée.', en: 'Refused value.' },
  amount_malformed: {
    fr: 'Un montant est un texte décimal, comme "1250.50".',
    en: 'An amount is a decimal string, such as "1250.50".',
  },
  amount_too_precise: {
    fr: 'Plus de décimales que la devise n’en a : arrondissez vous-même.',
    en: 'More decimals than the currency has: round it yourself.',
  },
  amount_too_large: { fr: 'Montant trop grand.', en: 'Amount too large.' },
  amount_negative: { fr: 'Un montant négatif est refusé.', en: 'A negative amount is refused.' },
  amount_not_positive: {
    fr: 'Le montant est supérieur à zéro.',
    en: 'The amount is above zero.',
  },
  currency_unknown: {
    fr: 'Devise inconnue : un code ISO 4217, comme XOF.',
    en: 'Unknown currency: an ISO 4217 code, such as XOF.',
  },
  quantity_malformed: {
    fr: 'Une quantité est un texte décimal avec trois décimales au plus.',
    en: 'A quantity is a decimal string with at most three decimals.',
  },
  quantity_not_positive: {
    fr: 'La quantité est supérieure à zéro.',
    en: 'The quantity is above zero.',
  },
  rate_malformed: {
    fr: 'Un taux est un texte décimal positif.',
    en: 'A rate is a positive decimal string.',
  },
  month_malformed: { fr: 'Un mois s’écrit AAAA-MM.', en: 'A month is written YYYY-MM.' },
  fiscal_year_malformed: {
    fr: 'Un exercice s’écrit comme 2026-27.',
    en: 'A financial year is written as 2026-27.',
  },
};

/** The sentence of a field's error; a rule's own code has it in the registry of errors. */
export function fieldText({ code, params }: FieldError, language: Language): string {
  const text = errorSpec(code)?.detail ?? texts[code] ?? texts['refused'];
  return fillText(text?.[language] ?? code, params);
}
