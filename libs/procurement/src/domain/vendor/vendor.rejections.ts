import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  vendor_duplicate: 409,
  vendor_wrong_status: 409,
  vendor_screening_not_clear: 409,
  vendor_unknown: 409,
  vendor_not_eligible: 409,
  vendor_screening_expired: 409,
});
