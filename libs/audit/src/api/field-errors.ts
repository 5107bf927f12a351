import { defineErrors, type ErrorSpec } from '@tamani/kernel';

const parameter = (fr: string, en: string): ErrorSpec => ({
  status: 422,
  title: { fr: 'Paramètre refusé', en: 'Parameter refused' },
  detail: { fr, en },
});

/** What is wrong with one parameter of a query; the schemas name these codes. */
export const fieldErrors = defineErrors({
  moment_malformed: parameter(
    'Donnez un jour (2026-10-31) ou un instant en UTC (2026-10-31T10:00:00Z).',
    'Give a day (2026-10-31) or a moment in UTC (2026-10-31T10:00:00Z).',
  ),
});

/** A code of the table above, checked by the compiler. */
export const fieldCode = (code: keyof typeof fieldErrors): string => code;
