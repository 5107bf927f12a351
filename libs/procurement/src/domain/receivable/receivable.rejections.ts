import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  receivable_wrong_status: 409,
  receivable_exceeded: 409,
  receivable_currency_differs: 409,
  offset_of_other_vendor: 409,
  write_off_limit_exceeded: 409,
  segregation_requester_approves_write_off: 409,
});
