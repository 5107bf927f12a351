import {
  decideBy,
  defineErrors,
  err,
  evolveBy,
  ok,
  sharesIdentity,
  type Decider,
  type Decision,
  type Month,
  type Person,
  type Rejection,
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
  segregation_period: 409,
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
/** Every line has fenced the month. */
export interface CompleteClose {
  readonly type: 'CompleteClose';
  readonly closing: number;
}
type PersonsCommand =
  | OpenPeriod
  | ChangePeriod<'SoftClosePeriod'>
  | ChangePeriod<'ClosePeriod'>
  | ChangePeriod<'CertifyPeriod'>
  | ChangePeriod<'ReopenPeriod'>;
export type FiscalPeriodCommand = PersonsCommand | CompleteClose;
export interface FiscalPeriodState {
  /** `planned` before any action: rules treat it as open. */
  readonly status: PeriodStatus | 'planned';
  readonly month: Month;
  readonly reason: string;
  /** Everybody who has closed, reopened or certified the month, over all its rounds. */
  readonly duties: Readonly<Record<PeriodDuty, readonly Person[]>>;
  /** How often it was to be closed. */
  readonly closings: number;
}
/** What is done to a month by different people. */
type PeriodDuty = 'close' | 'reopen' | 'certify';

export const initialFiscalPeriod: FiscalPeriodState = {
  status: 'planned',
  month: '',
  reason: '',
  duties: { close: [], reopen: [], certify: [] },
  closings: 0,
};

type Status = FiscalPeriodState['status'];
const changes: Readonly<
  Record<
    PersonsCommand['type'],
    { readonly from: readonly Status[]; readonly event: FiscalPeriodEvent['type'] }
  >
> = {
  OpenPeriod: { from: ['planned'], event: 'FiscalPeriodOpened' },
  SoftClosePeriod: { from: ['open', 'reopened'], event: 'FiscalPeriodSoftClosed' },
  ClosePeriod: {
    from: ['open', 'reopened', 'soft_closed'],
    event: 'FiscalPeriodClosing',
  },
  CertifyPeriod: { from: ['closed'], event: 'FiscalPeriodCertified' },
  ReopenPeriod: {
    from: ['soft_closed', 'closing', 'closed', 'certified'],
    event: 'FiscalPeriodReopened',
  },
};

const dutyOf: Readonly<Partial<Record<FiscalPeriodEvent['type'], PeriodDuty>>> = {
  FiscalPeriodSoftClosed: 'close',
  FiscalPeriodClosing: 'close',
  FiscalPeriodReopened: 'reopen',
  FiscalPeriodCertified: 'certify',
};

/** Nobody who has one of the duties takes another, delegations included. */
function dutyProblem(
  event: FiscalPeriodEvent['type'],
  by: Person,
  { month, duties }: FiscalPeriodState,
): Rejection | undefined {
  const duty = dutyOf[event];
  if (duty === undefined) return undefined;
  const others = Object.entries(duties).flatMap(([one, people]) => (one === duty ? [] : people));
  if (!others.some((other) => sharesIdentity(by, other))) return undefined;
  return refusePeriod.segregation_period({ who: by.onBehalfOf ?? by.id, month });
}

function change(command: PersonsCommand, state: FiscalPeriodState): Decision<FiscalPeriodEvent> {
  const { type, reason, by } = command;
  const { from, event } = changes[type];
  const { status } = state;
  const month = command.type === 'OpenPeriod' ? command.month : state.month;
  if (!from.includes(status)) {
    return err(refusePeriod.period_wrong_status({ month, status, needed: from.join(', ') }));
  }
  const problem = dutyProblem(event, by, state);
  if (problem) return err(problem);
  const data = { month, reason, by };
  if (event !== 'FiscalPeriodClosing') return ok([{ type: event, data }]);
  return ok([{ type: event, data: { ...data, closing: state.closings + 1 } }]);
}

/** In the name of whoever closes it; not if it was reopened meanwhile. */
function complete(
  { closing }: CompleteClose,
  { status, month, reason, closings, duties }: FiscalPeriodState,
): Decision<FiscalPeriodEvent> {
  const by = duties.close.at(-1);
  if (status !== 'closing' || closing !== closings || !by) return ok([]);
  return ok([{ type: 'FiscalPeriodClosed', data: { month, reason, by } }]);
}

const changed =
  (type: FiscalPeriodEvent['type']) =>
  (
    state: FiscalPeriodState,
    { month, reason, by }: FiscalPeriodEvent['data'],
  ): FiscalPeriodState => ({
    closings: state.closings + (type === 'FiscalPeriodClosing' ? 1 : 0),
    month,
    reason,
    status: periodStatusAfter[type],
    duties: dutiesAfter(state, dutyOf[type], by),
  });

const dutiesAfter = (
  { duties }: FiscalPeriodState,
  duty: PeriodDuty | undefined,
  by: Person,
): FiscalPeriodState['duties'] =>
  duty === undefined ? duties : { ...duties, [duty]: [...duties[duty], by] };

/** A month of the books. */
export const fiscalPeriod: Decider<FiscalPeriodState, FiscalPeriodCommand, FiscalPeriodEvent> = {
  category: FISCAL_PERIOD_CATEGORY,
  events: fiscalPeriodEvents,
  initial: initialFiscalPeriod,
  evolve: evolveBy<FiscalPeriodState, FiscalPeriodEvent>({
    FiscalPeriodOpened: changed('FiscalPeriodOpened'),
    FiscalPeriodSoftClosed: changed('FiscalPeriodSoftClosed'),
    FiscalPeriodClosing: changed('FiscalPeriodClosing'),
    FiscalPeriodClosed: changed('FiscalPeriodClosed'),
    FiscalPeriodCertified: changed('FiscalPeriodCertified'),
    FiscalPeriodReopened: changed('FiscalPeriodReopened'),
  }),
  decide: decideBy<FiscalPeriodState, FiscalPeriodCommand, FiscalPeriodEvent>({
    OpenPeriod: change,
    SoftClosePeriod: change,
    ClosePeriod: change,
    CompleteClose: complete,
    CertifyPeriod: change,
    ReopenPeriod: change,
  }),
};
