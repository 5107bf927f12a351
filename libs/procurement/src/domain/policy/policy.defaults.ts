import type { MoneyJson } from '@tamani/kernel';

/**
 * Defaults until an administrator sets other values. Data, not rules: each key names the
 * shape of its value; a later setting has a date from which it holds.
 */
export interface PolicyValues {
  /** Days for which a vendor's clear screening is valid. */
  readonly vendor_screening_days: string;
  /** Days after which a document that waits for somebody needs attention. */
  readonly attention_days: string;
  /** Days before the end of a guarantee at which an advance that it covers needs attention. */
  readonly guarantee_notice_days: string;
  /** Limit below which a purchase needs neither a solicitation nor a waiver. */
  readonly low_value_limit: MoneyJson;
  /** Limit up to which an award approver may approve. */
  readonly award_approval_limit: MoneyJson;
  /** Limit up to which an approving officer may write off what a vendor owes. */
  readonly write_off_limit: MoneyJson;
  /** Days within which orders to one vendor for one need count together. */
  readonly splitting_days: string;
  /** Percentage by which deliveries may exceed the order. */
  readonly receipt_tolerance_percent: string;
  /** Percentage by which an invoice's unit price may differ from the order's … */
  readonly invoice_price_tolerance_percent: string;
  /** … and maximum difference per unit, for invoices in its currency. */
  readonly invoice_price_tolerance_amount: MoneyJson;
  /** Percentage of its original allotment that may leave a budget line by transfers. */
  readonly transfer_out_percent: string;
  /** From which step on a contribution may be allotted: pledged, agreed or received. */
  readonly contribution_counts_from: string;
  /** Percentage of an order's total that may be paid in advance. */
  readonly advance_limit_percent: string;
  /** What may be outstanding on an order in advance without a bank's guarantee. */
  readonly advance_guarantee_from: MoneyJson;
  /** Percentage by which a rate may differ from the month before without being acknowledged. */
  readonly rate_change_percent: string;
}
export type PolicyKey = keyof PolicyValues;

export const policyDefaults: PolicyValues = {
  vendor_screening_days: '90',
  attention_days: '7',
  guarantee_notice_days: '30',
  low_value_limit: { amount: '10000.00', currency: 'USD' },
  award_approval_limit: { amount: '500000.00', currency: 'USD' },
  write_off_limit: { amount: '10000.00', currency: 'USD' },
  splitting_days: '30',
  receipt_tolerance_percent: '0',
  invoice_price_tolerance_percent: '0',
  invoice_price_tolerance_amount: { amount: '0.00', currency: 'USD' },
  transfer_out_percent: '20',
  contribution_counts_from: 'received',
  advance_limit_percent: '30',
  advance_guarantee_from: { amount: '5000.00', currency: 'USD' },
  rate_change_percent: '20',
};

export const policyKeys = Object.keys(policyDefaults) as readonly PolicyKey[];
