import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  payment_wrong_status: 409,
  invoice_has_receivable: 409,
});
