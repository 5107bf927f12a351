import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  receipt_wrong_status: 409,
  order_not_receivable: 409,
  inspection_lines_differ: 409,
  rejection_reason_required: 422,
});
