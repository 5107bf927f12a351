import type { BusinessDate, MoneyJson, Person } from '@tamani/kernel';
import type { Coding } from '../shared/vocabulary.js';
import type { Origin } from './contribution.events.js';

interface ByPerson {
  readonly by: Person;
  readonly today: BusinessDate;
}

/** A contribution as known: pledged, agreed or received, without earlier stages. */
export interface RegisterContribution extends ByPerson {
  readonly type: 'RegisterContribution';
  readonly reference: string;
  readonly donor: string | null;
  readonly title: string;
  readonly fund: string | null;
  readonly projectId: string | null;
  readonly donorReference: string | null;
  /** Zero if it is in kind and not valued. */
  readonly amount: MoneyJson;
  readonly origin: Origin | null;
  readonly pledgedOn: BusinessDate | null;
  readonly agreedOn: BusinessDate | null;
  /** The full amount; partial receipts are recorded one by one. */
  readonly receivedOn: BusinessDate | null;
}
/** A second one, with another amount or date, is an amendment. */
export interface AgreeContribution extends ByPerson {
  readonly type: 'AgreeContribution';
  /** Null: the pledged amount. */
  readonly amount: MoneyJson | null;
  readonly agreedOn: BusinessDate;
  readonly agreementReference: string | null;
}
export interface ReceiveContribution extends ByPerson {
  readonly type: 'ReceiveContribution';
  readonly amount: MoneyJson;
  readonly receivedOn: BusinessDate;
  readonly bankReference: string | null;
}
export interface CloseContribution extends ByPerson {
  readonly type: 'CloseContribution';
  readonly reason: string;
}
/** A budget line asks for a part of it. */
export interface AllotContribution {
  readonly type: 'AllotContribution';
  readonly allotmentId: string;
  readonly budgetLineId: string;
  /** In the currency of the budget line. */
  readonly amount: MoneyJson;
  readonly effectiveAt: BusinessDate;
  readonly coding: Coding;
}
/** The allotment was refused elsewhere, or the line gives some of it back: it is free again. */
export interface ReleaseContribution {
  readonly type: 'ReleaseContribution';
  readonly releaseId: string;
  readonly allotmentId: string;
  /** In the currency of the line; null: all of it. */
  readonly amount: MoneyJson | null;
}
export type ContributionCommand =
  | RegisterContribution
  | AgreeContribution
  | ReceiveContribution
  | CloseContribution
  | AllotContribution
  | ReleaseContribution;
