import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  order_wrong_status: 409,
  order_unknown: 409,
  order_line_unknown: 409,
  line_twice: 422,
  order_amount_zero: 422,
  requisition_unknown: 409,
  requisition_not_certified: 409,
  requisition_line_unknown: 409,
  order_currency_differs: 409,
  award_waiver_required: 409,
  award_limit_exceeded: 409,
  receipt_exceeds_order: 409,
  order_has_receipts: 409,
  order_has_open_invoices: 409,
});
