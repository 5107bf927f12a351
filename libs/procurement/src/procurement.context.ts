import { aggregate, type ContextDefinition } from '@tamani/runtime';
import { bankReference } from './domain/bank-reference/bank-reference.decide.js';
import { policy } from './domain/policy/policy.decide.js';
import { vendor } from './domain/vendor/vendor.decide.js';
import { vendorAwards } from './domain/vendor-awards/vendor-awards.decide.js';
import { vendorWriteOffs } from './domain/write-offs/vendor-write-offs.decide.js';
import { creditNoteAggregate } from './facts/billing/credit-note.facts.js';
import { invoiceAggregate } from './facts/billing/invoice.facts.js';
import { orderAggregate } from './facts/order.facts.js';
import { paymentAggregate } from './facts/billing/payment.facts.js';
import { receivableAggregate } from './facts/billing/receivable.facts.js';
import { receiptAggregate } from './facts/receipt.facts.js';
import { requisitionAggregate } from './facts/requisition.facts.js';
import { awardRegister } from './processes/award-register.link.js';
import { budgetOutcomes } from './processes/budget-outcomes.reaction.js';
import { creditNotes } from './processes/credit-notes.link.js';
import { deliveryAccrual } from './processes/delivery-accrual.reaction.js';
import { delivery } from './processes/delivery.link.js';
import { invoiceMatching } from './processes/invoice-matching.link.js';
import { orderAllocation } from './processes/order-allocation.link.js';
import { paymentSettlement } from './processes/payment-settlement.link.js';
import { bankReferences } from './processes/owed/bank-references.link.js';
import { receivables } from './processes/owed/receivables.link.js';
import { writeOff } from './processes/owed/write-off.reaction.js';
import { procurementEvents, translateProcurement } from './published/index.js';
import { readModels } from './read-models/index.js';

/** The procurement context, from vendors to payments. */
export const procurementContext: ContextDefinition = {
  name: 'procurement',
  aggregates: [
    aggregate(vendor),
    aggregate(policy),
    requisitionAggregate,
    aggregate(vendorAwards),
    aggregate(vendorWriteOffs),
    aggregate(bankReference),
    orderAggregate,
    receiptAggregate,
    receivableAggregate,
    invoiceAggregate,
    creditNoteAggregate,
    paymentAggregate,
  ],
  translate: translateProcurement,
  messages: procurementEvents,
  readModels,
  links: [
    awardRegister,
    orderAllocation,
    delivery,
    invoiceMatching,
    paymentSettlement,
    creditNotes,
    receivables,
    bankReferences,
  ],
  reactions: [budgetOutcomes, deliveryAccrual, writeOff],
  processes: [],
};
