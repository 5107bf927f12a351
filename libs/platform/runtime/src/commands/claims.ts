import {
  err,
  ok,
  type Decider,
  type DomainEvent,
  type EventSpecs,
  type Rejection,
  type Result,
} from '@tamani/kernel';
import { z } from 'zod';
import type { Aggregate, CommandContext } from '../definitions.js';
import type { CommandHandler } from './command-handler.js';

const events = {
  RequestClaimed: { schemaVersion: 1, data: z.strictObject({ stream: z.string().min(1) }) },
} as const satisfies EventSpecs;

interface Claim {
  readonly stream: string;
}
type Claimed = DomainEvent<'RequestClaimed', Claim>;

const claims = new Map<string, Aggregate<Claim | null, Claim, Claimed, undefined>>();

function claimOf(context: string): Aggregate<Claim | null, Claim, Claimed, undefined> {
  const known = claims.get(context);
  if (known) return known;
  const decider: Decider<Claim | null, Claim, Claimed, undefined> = {
    category: `${context}.Request`,
    events,
    initial: null,
    decide: (claim) => ok([{ type: 'RequestClaimed', data: claim }]),
    evolve: (_, { data }) => data,
  };
  const made = { decider, facts: async () => undefined };
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
  const { context, stream } = of;
  const claimed = await commands.execute(claimOf(context), commandId, { stream }, request, {
    expect: 'new',
    stateless: true,
  });
  return claimed.ok ? ok(undefined) : err(claimed.error);
}
