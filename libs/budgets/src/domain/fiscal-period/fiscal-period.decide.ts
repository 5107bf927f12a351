import {
  decideBy,
  defineErrors,
  err,
  evolveBy,
  ok,
  type Decider,
  type Decision,
  type Month,
  type Person,
} from '@tamani/kernel';
import { FISCAL_PERIOD_CATEGORY } from '../shared/categories.js';
import {
  fiscalPeriodEvents,
  periodStatusAfter,
  type FiscalPeriodEvent,
  type PeriodStatus,
} from './fiscal-period.events.js';

export const refusePeriod = defineErrors({
  period_wrong_status: 409,
});

interface Explained {
  readonly reason: string;
  readonly by: Person;
}
export interface OpenPeriod extends Explained {
  readonly type: 'OpenPeriod';
  readonly month: Month;
}
interface ChangePeriod<T extends string> extends Explained {
  readonly type: T;
}
export type FiscalPeriodCommand =
  | OpenPeriod
  | ChangePeriod<'SoftClosePeriod'>
  | ChangePeriod<'ClosePeriod'>
  | ChangePeriod<'ReopenPeriod'>;
export interface FiscalPeriodState {
  /** `planned` before any action: rules treat it as open. */
  readonly status: PeriodStatus | 'planned';
  readonly month: Month;
  readonly reason: string;
}
export const initialFiscalPeriod: FiscalPeriodState = { status: 'planned', month: '', reason: '' };

type Status = FiscalPeriodState['status'];
const changes: Readonly<
  Record<
    FiscalPeriodCommand['type'],
    { readonly from: readonly Status[]; readonly event: FiscalPeriodEvent['type'] }
  >
> = {
  OpenPeriod: { from: ['planned'], event: 'FiscalPeriodOpened' },
  SoftClosePeriod: { from: ['open', 'reopened'], event: 'FiscalPeriodSoftClosed' },
  ClosePeriod: {
    from: ['open', 'reopened', 'soft_closed'],
    event: 'FiscalPeriodClosed',
  },
  ReopenPeriod: { from: ['soft_closed', 'closed'], event: 'FiscalPeriodReopened' },
};

function change(
  command: FiscalPeriodCommand,
  state: FiscalPeriodState,
): Decision<FiscalPeriodEvent> {
  const { type, reason, by } = command;
  const { from, event } = changes[type];
  const { status } = state;
  const month = command.type === 'OpenPeriod' ? command.month : state.month;
  if (!from.includes(status)) {
    return err(refusePeriod.period_wrong_status({ month, status, needed: from.join(', ') }));
  }
  return ok([{ type: event, data: { month, reason, by } }]);
}

const changed =
  (type: FiscalPeriodEvent['type']) =>
  (_: FiscalPeriodState, { month, reason }: FiscalPeriodEvent['data']): FiscalPeriodState => ({
    month,
    reason,
    status: periodStatusAfter[type],
  });

/** A month of the books. */
export const fiscalPeriod: Decider<FiscalPeriodState, FiscalPeriodCommand, FiscalPeriodEvent> = {
  category: FISCAL_PERIOD_CATEGORY,
  events: fiscalPeriodEvents,
  initial: initialFiscalPeriod,
  evolve: evolveBy<FiscalPeriodState, FiscalPeriodEvent>({
    FiscalPeriodOpened: changed('FiscalPeriodOpened'),
    FiscalPeriodSoftClosed: changed('FiscalPeriodSoftClosed'),
    FiscalPeriodClosed: changed('FiscalPeriodClosed'),
    FiscalPeriodReopened: changed('FiscalPeriodReopened'),
  }),
  decide: decideBy<FiscalPeriodState, FiscalPeriodCommand, FiscalPeriodEvent>({
    OpenPeriod: change,
    SoftClosePeriod: change,
    ClosePeriod: change,
    ReopenPeriod: change,
  }),
};
