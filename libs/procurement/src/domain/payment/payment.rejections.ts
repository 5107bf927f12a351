import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  payment_wrong_status: 409,
  payment_not_allocated: 409,
  invoice_has_receivable: 409,
});
