import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  order_written_off: 409,
  invoice_wrong_status: 409,
  invoice_duplicate: 409,
  invoice_number_ended: 409,
  invoice_replaces_other: 409,
  invoice_unknown: 409,
  invoice_date_in_future: 409,
  order_not_invoiceable: 409,
  invoice_does_not_match: 409,
  invoice_not_counted: { status: 409, passing: true },
  invoice_has_payments: 409,
  invoice_has_recoveries: 409,
  payment_currency_differs: 409,
  payment_exceeds_invoice: 409,
});
