import { defineErrors, type BusinessDate, type Rejection } from '@tamani/kernel';

/** Refusals of a business date that belong to a purchase, not to the calendar. */
export const refuseStep = defineErrors({
  date_before_previous_step: 409,
  outside_financial_year: 409,
});

/** A step is not dated before the step that it follows. */
export const notBefore = (
  date: BusinessDate,
  earliest: BusinessDate | undefined,
): Rejection | undefined =>
  earliest !== undefined && date < earliest
    ? refuseStep.date_before_previous_step({ date, earliest })
    : undefined;

export interface DateFacts {
  /** Why the business date cannot be used; null when it can. */
  readonly dateProblem: Rejection | null;
}
