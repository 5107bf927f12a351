import {
  decideBy,
  derivedId,
  err,
  ok,
  type DomainEvent,
  type EventSpecs,
  type Rejection,
  type Result,
} from '@tamani/kernel';
import { z } from 'zod';
import { aggregate, type Aggregate, type CommandContext } from '../definitions.js';
import type { CommandHandler } from '../commands/command-handler.js';

const events = {
  RequestClaimed: { schemaVersion: 1, data: z.strictObject({ stream: z.string().min(1) }) },
} as const satisfies EventSpecs;

interface Claim {
  readonly stream: string;
}
type Claimed = DomainEvent<'RequestClaimed', Claim>;

interface ClaimRequest extends Claim {
  readonly type: 'ClaimRequest';
}
type Claims = Aggregate<Claim | null, ClaimRequest, Claimed>;

const claims = new Map<string, Claims>();

function claimsOf(context: string): Claims {
  const known = claims.get(context);
  if (known) return known;
  const decider: Claims['decider'] = {
    category: `${context}.Request`,
    events,
    initial: null,
    decide: decideBy<Claim | null, ClaimRequest, Claimed>({
      ClaimRequest: ({ stream }) => ok([{ type: 'RequestClaimed', data: { stream } }]),
    }),
    evolve: (_, { data }) => data,
  };
  const made = aggregate(decider);
  claims.set(context, made);
  return made;
}

/**
 * Ties a command id to its request, in a stream named by it, before a creation whose own stream
 * is named by what is created: only so is the same key with another body found out there.
 */
export async function claimRequest(
  commands: CommandHandler,
  request: CommandContext,
  of: { readonly context: string; readonly stream: string },
): Promise<Result<undefined, Rejection>> {
  const { commandId } = request;
  // A command id of its own: the ids of events are derived from it, and each has one event.
  const own = { ...request, commandId: derivedId('claim', commandId) };
  const { context, stream } = of;
  const claim = { type: 'ClaimRequest', stream } as const;
  const claimed = await commands.execute(claimsOf(context), commandId, claim, own, {
    expect: 'new',
    stateless: true,
  });
  return claimed.ok ? ok(undefined) : err(claimed.error);
}
