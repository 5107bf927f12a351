import { defineErrors } from '@tamani/kernel';

export const refuse = defineErrors({
  credit_note_wrong_status: 409,
  credit_note_duplicate: 409,
  credit_note_date_in_future: 409,
  credit_note_before_invoice: 409,
  credit_note_currency_differs: 409,
  credit_note_amount_zero: 422,
  credit_note_exceeds_invoice: 409,
  credit_note_exceeds_order: 409,
  credit_note_one_document: 422,
  credit_note_pending: { status: 409, passing: true },
  invoice_has_credit_notes: 409,
});
