import type { BusinessDate, Person } from '@tamani/kernel';
import type { Language } from '@tamani/texts';
import type { Caller } from '../http/caller.js';

/** Inputs of a command from the request, in addition to the body. */
export interface Call {
  /** The resource's id; a new one has it already. */
  readonly id: string;
  /** `REQ-2026-0001`; empty of a resource without references, and of an action. */
  readonly reference: string;
  /** Who asks. */
  readonly by: Person;
  readonly today: BusinessDate;
  /** RFC 3339 UTC. */
  readonly now: string;
  readonly language: Language;
  /** Of the command: the same for a repeat of the request. For ids of parts that it makes. */
  readonly commandId: string;
}

/** What is known of a creation before it has an id. */
export type GivenCall = Omit<Call, 'id' | 'reference'>;

export const callOf = ({ person: by, today, now, language, commandId }: Caller): GivenCall => ({
  ...{ by, today, now, language, commandId },
});
