import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  rate_table_exists: 409,
  rate_currency: 422,
  rate_currency_twice: 422,
  rate_currency_missing: 409,
  rate_contradicts_peg: 422,
  rate_unlikely: 422,
});
