import { monthSchema, personSchema, type EventOf } from '@tamani/kernel';
import { z } from 'zod';

/** `planned` and `open` are one to a rule: a month that nobody has touched is open. */
export const periodStatusSchema = z.enum(['open', 'soft_closed', 'closed', 'reopened']);
export type PeriodStatus = z.output<typeof periodStatusSchema>;

const changed = z.strictObject({ month: monthSchema, reason: z.string(), by: personSchema });
const spec = { schemaVersion: 1, data: changed } as const;

export const fiscalPeriodEvents = {
  FiscalPeriodOpened: spec,
  FiscalPeriodSoftClosed: spec,
  FiscalPeriodClosed: spec,
  FiscalPeriodReopened: spec,
} as const;
export type FiscalPeriodEvent = EventOf<typeof fiscalPeriodEvents>;

/** The one table from event to status: state, fact and messages read it. */
export const periodStatusAfter: Readonly<Record<FiscalPeriodEvent['type'], PeriodStatus>> = {
  FiscalPeriodOpened: 'open',
  FiscalPeriodSoftClosed: 'soft_closed',
  FiscalPeriodClosed: 'closed',
  FiscalPeriodReopened: 'reopened',
};
