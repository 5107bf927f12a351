import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  requisition_wrong_status: 409,
  currency_mixed: 422,
  document_total_zero: 422,
  document_total_too_large: 422,
  requested_budget_line_unknown: 409,
  requested_budget_line_not_open: 409,
  requested_spend_class_differs: 409,
  requested_project_may_not_spend: 409,
  quantity_exceeds_requisition: 409,
  certification_over: 409,
  requested_item_differs: 409,
  order_share_returning: { status: 409, passing: true },
  order_awaiting_commitment: { status: 409, passing: true },
});
