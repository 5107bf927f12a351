import { creditNoteList } from './credit-notes.read-model.js';
import { invoiceList } from './invoices.read-model.js';
import { paymentList } from './payments.read-model.js';
import { policyList } from './policies.read-model.js';
import { purchaseOrderList } from './purchase-orders.read-model.js';
import { receiptList } from './receipts.read-model.js';
import { receivableList } from './receivables.read-model.js';
import { requisitionList } from './requisitions.read-model.js';
import { vendorList } from './vendors.read-model.js';

/** All read models of procurement; a new one needs a file and a line here. */
export const readModels = [
  vendorList,
  requisitionList,
  purchaseOrderList,
  receiptList,
  invoiceList,
  creditNoteList,
  paymentList,
  receivableList,
  policyList,
];
