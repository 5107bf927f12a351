import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  contribution_exists: 409,
  contribution_wrong_status: 409,
  contribution_date_missing: 422,
  contribution_date_in_future: 409,
  contribution_currency: 422,
  contribution_unknown: 409,
  contribution_date_before: 409,
  contribution_for_other: 409,
  contribution_used_up: 409,
  contribution_below_allotted: 409,
  contribution_over_received: 409,
  contribution_reference_used: 409,
  contribution_below_received: 409,
});
