import type { Published } from '@tamani/kernel';
import type { BudgetsData, BudgetsEventType } from './messages.js';

export const message = <T extends BudgetsEventType>(
  type: T,
  key: string,
  data: BudgetsData<T>,
): Published => ({ type, key, data });

/** The person is in the envelope, so not in the data. */
export function withoutPerson<D extends object>(data: D): Omit<D, 'by'> {
  const { by: _, ...rest } = data as D & { by?: unknown };
  return rest;
}
