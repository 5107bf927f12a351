import { defineErrors } from '@tamani/kernel';

export const refuseDate = defineErrors({
  date_in_future: 409,
  period_closed: 409,
  rate_missing: 409,
});
