import type { BusinessDate, MoneyJson, Person } from '@tamani/kernel';
import type { Origin } from './contribution.events.js';

interface ByPerson {
  readonly by: Person;
  readonly today: BusinessDate;
}

/** A contribution as far as it is known: pledged, agreed or received, without what came before. */
export interface RegisterContribution extends ByPerson {
  readonly type: 'RegisterContribution';
  readonly reference: string;
  readonly donor: string | null;
  readonly title: string;
  readonly fund: string | null;
  readonly projectId: string | null;
  readonly donorReference: string | null;
  /** Zero when it is in kind and nobody has valued it. */
  readonly amount: MoneyJson;
  readonly origin: Origin | null;
  readonly pledgedOn: BusinessDate | null;
  readonly agreedOn: BusinessDate | null;
  /** All of it at once; parts are received one by one. */
  readonly receivedOn: BusinessDate | null;
}
/** Again, with another amount or date, it is an amendment. */
export interface AgreeContribution extends ByPerson {
  readonly type: 'AgreeContribution';
  /** Null: as pledged. */
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
export type ContributionCommand =
  RegisterContribution | AgreeContribution | ReceiveContribution | CloseContribution;
