import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  transfer_wrong_status: 409,
  transfer_lines: 409,
  transfer_consent_missing: 409,
  transfer_consent_in_future: 409,
  segregation_transfer_requester_approves: 409,
});
