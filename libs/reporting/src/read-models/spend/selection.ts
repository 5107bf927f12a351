import type { Condition, Scalar } from '@tamani/ports';
import { dimensionNames, dimensions, type DimensionName } from '../../domain/ledger/dimensions.js';

/** Which lines of the ledger count, and as of when. */
export interface Selection {
  /** Values of a dimension, any of which will do; null is "has none". */
  readonly filters: Readonly<Partial<Record<DimensionName, readonly (string | null)[]>>>;
  readonly currency?: string | undefined;
  /** As effective at: nothing with a later business date. */
  readonly asOf?: string | undefined;
  /** As known at: nothing that we learned later, in the time of the log. */
  readonly knownAt?: string | undefined;
  /** Nothing of the log after this position: an answer that is made again is then the same. */
  readonly position?: bigint | undefined;
}

/** The selection as conditions on the ledger: the two clocks are two filters on the same lines. */
export function conditionsOf(selection: Selection): readonly Condition[] {
  const { filters, currency, asOf, knownAt, position } = selection;
  const conditions: Condition[] = [];
  for (const name of dimensionNames) {
    const values = filters[name];
    if (values !== undefined) conditions.push(oneOf(dimensions[name].field, values));
  }
  if (currency !== undefined) conditions.push(oneOf('currency', [currency]));
  if (asOf !== undefined) conditions.push({ field: 'effectiveAt', op: 'lte', value: asOf });
  if (knownAt !== undefined) conditions.push({ field: 'knownAt', op: 'lte', value: knownAt });
  if (position !== undefined) {
    conditions.push({ field: 'recordedPosition', op: 'lte', value: Number(position) });
  }
  return conditions;
}

const oneOf = (field: string, values: readonly Scalar[]): Condition =>
  values.length === 1 ? { field, op: 'eq', value: values[0] ?? null } : { field, op: 'in', values };
