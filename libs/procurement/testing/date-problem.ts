import { defineErrors } from '@tamani/kernel';

/** A refusal as facts bring it in; which rule of dates it was does not matter to the deciders. */
export const dateProblem = defineErrors(
  { date_refused: 409 },
  { date_refused: { title: 'Date refused', detail: 'Choose another date.' } },
).date_refused();
