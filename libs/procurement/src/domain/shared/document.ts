import { quantitySchema, type Rejection } from '@tamani/kernel';
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

/** Why the drafts of a requisition's orders lapse. */
export const lapseReasonSchema = z
  .enum([
    'requisition_returned',
    'requisition_cancelled',
    'requisition_closed',
    'requisition_certified_again',
  ])
  .meta({ id: 'LapseReason' });
export type LapseReason = z.output<typeof lapseReasonSchema>;

/** What is asked of a line of the requisition: compared with what is certified. */
export const requestedLineSchema = z.strictObject({
  line: lineNumberSchema,
  description: z.string(),
  spendClass: spendClassSchema,
  unit: z.string(),
  quantity: quantitySchema,
  budgetLineId: idSchema,
});
export type RequestedLine = z.output<typeof requestedLineSchema>;

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
