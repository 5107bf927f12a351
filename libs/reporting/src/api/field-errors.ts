import { defineErrors, type ErrorSpec } from '@tamani/kernel';
import { dimensionNames } from '../domain/ledger/dimensions.js';

const parameter = (fr: string, en: string): ErrorSpec => ({
  status: 422,
  title: { fr: 'Paramètre refusé', en: 'Parameter refused' },
  detail: { fr, en },
});
const names = dimensionNames.join(', ');

/** What is wrong with one parameter of a query; the schemas name these codes. */
export const fieldErrors = defineErrors({
  group_by_unknown: parameter(
    `On groupe par des dimensions séparées par des virgules, parmi : ${names}.`,
    `Group by dimensions with commas between them, of: ${names}.`,
  ),
  group_by_repeated: parameter(
    'Une dimension est nommée deux fois : ne la nommez qu’une fois.',
    'A dimension is named twice: name it once.',
  ),
  log_position_malformed: parameter(
    'Une position est un nombre décimal, comme dans X-Event-Position.',
    'A position is a decimal number, as in X-Event-Position.',
  ),
});

/** A code of the table above, checked by the compiler. */
export const fieldCode = (code: keyof typeof fieldErrors): string => code;
