import { defineErrors } from '@tamani/kernel';

/** A refusal as a fact; deciders do not depend on which date rule it comes from. */
export const dateProblem = defineErrors(
  { date_refused: 409 },
  { date_refused: { title: 'Date refused', detail: 'Choose another date.' } },
).date_refused();
