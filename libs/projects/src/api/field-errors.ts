import { defineErrors, type ErrorSpec } from '@tamani/kernel';

const field = (fr: string, en: string): ErrorSpec => ({
  status: 422,
  title: { fr: 'Champ refusé', en: 'Field refused' },
  detail: { fr, en },
});

/** What is wrong with one field of a request; the schemas name these codes. */
export const fieldErrors = defineErrors({
  project_text_blank: field(
    'Ce texte est vide : renseignez-le.',
    'This text is blank: fill it in.',
  ),
  project_text_too_long: field(
    'Ce texte est trop long : abrégez-le.',
    'This text is too long: shorten it.',
  ),
  pcode_malformed: field(
    'Un code P s’écrit ML suivi de 2, 4 ou 6 chiffres, comme ML0703.',
    'A P-code is written as ML with 2, 4 or 6 digits, such as ML0703.',
  ),
  coordinate_malformed: field(
    'Une coordonnée est un texte décimal en degrés, six décimales au plus, comme "-0.0447".',
    'A coordinate is a decimal string in degrees, at most six decimals, such as "-0.0447".',
  ),
  project_id_malformed: field(
    'L’identifiant d’un projet est un UUID : prenez celui que donne /v1/projects.',
    'The id of a project is a UUID: take the one that /v1/projects gives.',
  ),
});

/** A code of the table above, checked by the compiler. */
export const fieldCode = (code: keyof typeof fieldErrors): string => code;
