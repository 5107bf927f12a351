import { defineErrors } from '@tamani/kernel';

/** A refusal as facts bring it in; which rule of dates it was does not matter to the deciders. */
export const dateProblem = defineErrors({
  date_refused: {
    status: 409,
    title: { fr: 'Date refusée', en: 'Date refused' },
    detail: { fr: 'Choisissez une autre date.', en: 'Choose another date.' },
  },
}).date_refused();
