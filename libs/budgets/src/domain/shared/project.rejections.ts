import { defineErrors } from '@tamani/kernel';

/** What a project's own rules forbid to the money of its lines. */
export const refuseProject = defineErrors({
  project_unknown: 409,
  project_closed_to_spending: 409,
  project_may_not_spend: 409,
  project_ceiling_exceeded: 409,
});
