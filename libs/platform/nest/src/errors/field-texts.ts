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
  moment_malformed: {
    fr: 'Donnez un jour (2026-10-31) ou un instant en UTC (2026-10-31T10:00:00Z).',
    en: 'Give a day (2026-10-31) or a moment in UTC (2026-10-31T10:00:00Z).',
  },
  parameter_conflict: {
    fr: 'Ne va pas avec after : gardez l’un des deux.',
    en: 'Does not go with after: keep one of them.',
  },
  position_ahead: {
    fr: 'Ce journal n’a pas cette position : elle est d’un autre journal, ou d’avant une reprise.',
    en: 'This log has no such position: it is of another log, or of before a restore.',
  },
  currency_required: {
    fr: 'Un montant ne se compare que dans sa devise : donnez currency=XOF, par exemple.',
    en: 'Amounts are compared within one currency: give currency=XOF, for example.',
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
  parameter_repeated: {
    fr: 'Donné plusieurs fois : gardez-en un.',
    en: 'Given more than once: keep one.',
  },
  invalid_type: { fr: 'Attendu : {expected}.', en: 'Expected: {expected}.' },
  invalid_value: { fr: 'Valeurs possibles : {expected}.', en: 'Possible values: {expected}.' },
  invalid_format: { fr: 'Attendu : {expected}.', en: 'Expected: {expected}.' },
  too_short: { fr: 'Au moins {limit} caractères.', en: 'At least {limit} characters.' },
  too_long: { fr: 'Au plus {limit} caractères.', en: 'At most {limit} characters.' },
  too_few: { fr: 'Au moins {limit} éléments.', en: 'At least {limit} items.' },
  too_many: { fr: 'Au plus {limit} éléments.', en: 'At most {limit} items.' },
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

/** What a schema expects, as people say it. */
const expectations: Readonly<Record<string, Text>> = {
  string: { fr: 'un texte', en: 'a text' },
  number: { fr: 'un nombre', en: 'a number' },
  int: { fr: 'un nombre entier', en: 'a whole number' },
  boolean: { fr: 'true ou false', en: 'true or false' },
  array: { fr: 'une liste', en: 'a list' },
  object: { fr: 'un objet', en: 'an object' },
  null: { fr: 'null', en: 'null' },
  date: { fr: 'une date AAAA-MM-JJ', en: 'a date YYYY-MM-DD' },
  datetime: {
    fr: 'un instant UTC, comme 2026-09-15T10:00:00Z',
    en: 'a moment in UTC, such as 2026-09-15T10:00:00Z',
  },
  uuid: { fr: 'un UUID', en: 'a UUID' },
  url: {
    fr: 'une adresse complète, comme https://example.org',
    en: 'a whole address, such as https://example.org',
  },
  email: { fr: 'une adresse électronique', en: 'an e-mail address' },
  regex: { fr: 'une autre forme, voyez /docs', en: 'another form, see /docs' },
};

/** The sentence of a field's error; a rule's own code has it in the registry of errors. */
export function fieldText({ code, params }: FieldError, language: Language): string {
  const text = errorSpec(code)?.detail ?? texts[code] ?? texts['refused'];
  const isNamed = code === 'invalid_type' || code === 'invalid_format';
  const expected = isNamed ? expectations[String(params?.['expected'])]?.[language] : undefined;
  return fillText(text?.[language] ?? code, expected === undefined ? params : { expected });
}
