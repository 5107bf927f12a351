import type { MoneyJson } from '@tamani/kernel';

/**
 * What holds until an administrator sets something else. Data, not rules: each key names the
 * shape of its value; a later setting has a date from which it holds.
 */
export interface PolicyValues {
  /** A vendor's clear screening is valid for so many days. */
  readonly vendor_screening_days: string;
  /** Up to here a purchase needs neither a solicitation nor a waiver. */
  readonly low_value_limit: MoneyJson;
  /** What an award approver may approve by the office alone. */
  readonly award_approval_limit: MoneyJson;
  /** Deliveries above what was ordered are accepted up to so many percent. */
  readonly receipt_tolerance_percent: string;
  /** An invoice's unit price may differ from the order's by so many percent … */
  readonly invoice_price_tolerance_percent: string;
  /** … and by no more than this a unit, on invoices in its currency. */
  readonly invoice_price_tolerance_amount: MoneyJson;
}
export type PolicyKey = keyof PolicyValues;

export const policyDefaults: PolicyValues = {
  vendor_screening_days: '90',
  low_value_limit: { amount: '10000.00', currency: 'USD' },
  award_approval_limit: { amount: '500000.00', currency: 'USD' },
  receipt_tolerance_percent: '0',
  invoice_price_tolerance_percent: '0',
  invoice_price_tolerance_amount: { amount: '0.00', currency: 'USD' },
};

export const policyKeys = Object.keys(policyDefaults) as readonly PolicyKey[];
