import { monthSchema, personSchema, type EventOf } from '@tamani/kernel';
import { z } from 'zod';

/** Rules treat `planned` as `open`: a month without any action is open. */
export const periodStatusSchema = z.enum([
  'open',
  'soft_closed',
  'closing',
  'closed',
  'certified',
  'reopened',
]);
export type PeriodStatus = z.output<typeof periodStatusSchema>;

const changed = z.strictObject({ month: monthSchema, reason: z.string(), by: personSchema });
const spec = { schemaVersion: 1, data: changed } as const;

export const fiscalPeriodEvents = {
  FiscalPeriodOpened: spec,
  FiscalPeriodSoftClosed: spec,
  /** To be closed once every budget line has fenced the month; nothing is posted in it any more. */
  FiscalPeriodClosing: {
    schemaVersion: 1,
    data: changed.extend({ closing: z.int().min(1) }),
  },
  FiscalPeriodClosed: spec,
  /** Somebody else stands for the figures of the month. */
  FiscalPeriodCertified: spec,
  FiscalPeriodReopened: spec,
} as const;
export type FiscalPeriodEvent = EventOf<typeof fiscalPeriodEvents>;

/** The one table from event to status: state, view and messages read it. */
export const periodStatusAfter: Readonly<Record<FiscalPeriodEvent['type'], PeriodStatus>> = {
  FiscalPeriodOpened: 'open',
  FiscalPeriodSoftClosed: 'soft_closed',
  FiscalPeriodClosing: 'closing',
  FiscalPeriodClosed: 'closed',
  FiscalPeriodCertified: 'certified',
  FiscalPeriodReopened: 'reopened',
};
