import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  budget_line_wrong_status: 409,
  budget_line_unknown: 404,
  budget_line_currency: 422,
  allotment_too_large: 422,
  allotment_below_use: 409,
  budget_line_in_use: 409,
  insufficient_funds: 409,
  reservation_differs: 409,
  reservation_not_held: 409,
  commitment_not_held: 409,
  commitment_exists: 409,
  document_currency: 409,
  delivery_not_recorded: 409,
  payment_not_recorded: 409,
  advance_not_open: 409,
  project_unknown: 409,
  project_closed_to_spending: 409,
  overrun_expired: 409,
  carry_over_destination: 409,
});
