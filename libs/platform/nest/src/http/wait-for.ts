import { Rejected } from '@tamani/kernel';
import type { AnyReadModel } from '@tamani/runtime';
import { refuse } from '../errors/api-errors.js';
import type { Platform } from '../platform.js';

/**
 * Waits until a read model has a position. Throws Rejected: 422 at once for one that no write has
 * got yet, which nobody should wait for; 503 after the time.
 */
export async function waitForPosition(
  { runtime }: Platform,
  { context, model }: { readonly context: string; readonly model: AnyReadModel },
  at: {
    readonly position: bigint;
    readonly timeoutMs: number;
    readonly parameter?: string | undefined;
  },
): Promise<void> {
  const { position, parameter = 'minPosition' } = at;
  if (await runtime.waitFor(context, model, { position, timeoutMs: 0 })) return;
  if (position > (await runtime.ports.store.head())) {
    const errors = [{ pointer: `/${parameter}`, code: 'position_beyond_head' }];
    throw new Rejected(refuse.input_invalid({}, errors));
  }
  if (await runtime.waitFor(context, model, at)) return;
  throw new Rejected(refuse.read_model_behind({ position: String(position) }));
}

/** Throws Rejected (503) while a list is filled for the first time: half of it is no answer. */
export async function refuseUnfilled(
  { runtime }: Platform,
  { context, model }: { readonly context: string; readonly model: AnyReadModel },
): Promise<void> {
  if (await runtime.isFilled(context, model)) return;
  const position = String(await runtime.ports.store.head());
  throw new Rejected(refuse.read_model_behind({ position }));
}
