import type { Rejection } from '@tamani/kernel';
import { z } from 'zod';

/** What money is spent on; the first three are central to the reports. */
export const spendClasses = [
  'equipment',
  'printing',
  'rehabilitation',
  'training',
  'workshop',
  'advisory',
  'other',
] as const;
export const spendClassSchema = z.enum(spendClasses).meta({ id: 'SpendClass' });
export type SpendClass = z.output<typeof spendClassSchema>;

export const idSchema = z.string().min(1);
export const lineNumberSchema = z.int().min(1);

export { refusalOf, refusalSchema, type Refusal } from '@tamani/kernel';

export interface StatusBearer<S extends string> {
  readonly status: S;
  readonly reference: string;
}
type Refuse<S> = (params: {
  readonly reference: string;
  readonly status: S;
  readonly needed: string;
}) => Rejection;

/** A check of the status: the refusal names the document, its status and the statuses needed. */
export const statusCheck =
  <S extends string>(refuse: Refuse<S>) =>
  (state: StatusBearer<S>, ...needed: readonly S[]): Rejection | undefined =>
    needed.includes(state.status)
      ? undefined
      : refuse({
          reference: state.reference,
          status: state.status,
          needed: needed.join(', '),
        });
