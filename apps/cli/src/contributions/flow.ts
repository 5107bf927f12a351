import type { Sentence } from '../shell/language.js';

/** Column names of a file of funding flows (FTS), those that the import reads. */
export const COLUMNS = [
  'id',
  'date',
  'decisionDate',
  'status',
  'srcOrganization',
  'description',
  'amountUSD',
  'originalAmount',
  'originalCurrency',
  'refCode',
] as const;

export type Column = (typeof COLUMNS)[number];

/** One record of the file, with the line it begins at. */
export interface FlowRow {
  /** From 1, the header's; as an editor counts. */
  readonly line: number;
  readonly fields: Readonly<Record<Column, string>>;
  /** It has as many columns as the header. */
  readonly wholeWidth: boolean;
}

/** How far a flow has come; each state holds the ones before it. */
export type FlowStage = 'pledged' | 'agreed' | 'received';

/** A flow in the words of Tamani. */
export interface Flow {
  readonly line: number;
  readonly id: string;
  /** Empty when the register does not name it. */
  readonly donor: string;
  readonly amount: { readonly amount: string; readonly currency: string };
  readonly stage: FlowStage;
  readonly date: string;
  readonly title: string;
  /** The donor's own; empty when it gave none. */
  readonly reference: string;
}

/** A record that cannot be put into words of Tamani: which code, and what to do. */
export interface Unreadable {
  readonly code: string;
  readonly why: Sentence;
}

const STAGES: Readonly<Record<string, FlowStage>> = {
  pledge: 'pledged',
  commitment: 'agreed',
  paid: 'received',
};

/** Maximum text length of the API; longer texts end in an ellipsis. */
const TITLE_LENGTH = 500;
const REFERENCE_LENGTH = 100;

/**
 * Reads a record. The money is the original amount in its currency where both are given and the
 * amount is not zero, else the amount in dollars: some flows name a currency and no amount.
 * `donorIfMissing` stands for a donor that the register does not name.
 */
export function flowOf(row: FlowRow, donorIfMissing = ''): Flow | Unreadable {
  const { line, fields, wholeWidth } = row;
  const stage = STAGES[fields.status];
  if (!wholeWidth) return { code: 'columns_uneven', why: (say) => say('flow_columns_uneven') };
  if (fields.id === '') return { code: 'id_missing', why: (say) => say('flow_id_missing') };
  if (stage === undefined) {
    const { status } = fields;
    return { code: 'status_unknown', why: (say) => say('flow_status_unknown', { status }) };
  }
  return {
    line,
    id: fields.id,
    donor: fields.srcOrganization.trim() || donorIfMissing,
    amount: moneyOf(fields),
    stage,
    date: fields.decisionDate || fields.date,
    title: clipped(oneLine(fields.description), TITLE_LENGTH),
    reference: clipped(oneLine(fields.refCode), REFERENCE_LENGTH),
  };
}

function moneyOf(fields: FlowRow['fields']): Flow['amount'] {
  const { originalAmount, originalCurrency, amountUSD } = fields;
  const isOriginal = originalCurrency !== '' && /[1-9]/.test(originalAmount);
  return isOriginal
    ? { amount: originalAmount, currency: originalCurrency }
    : { amount: amountUSD, currency: 'USD' };
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

function clipped(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}
