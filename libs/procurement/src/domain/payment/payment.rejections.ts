import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  payment_wrong_status: 409,
  payment_before_invoice: 409,
  return_before_payment: 409,
});
