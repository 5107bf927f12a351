import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../wire/refusals.js';
import type { FaultAction } from './rules.js';

/** Stands for an answer that is never given. */
export const NO_ANSWER = Symbol('no answer');

/** Waits, unless the double or the caller goes away first: then the work is not done. */
export async function wait(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch {
    throw new Refusal('lost');
  }
}

/** Does the work of an append as the fault allows; `stall` is for the desk, which has it. */
export async function withFault<T>(
  fault: FaultAction | undefined,
  signal: AbortSignal,
  act: () => Promise<T>,
): Promise<T | typeof NO_ANSWER> {
  if (fault?.kind === 'notReady') throw new Refusal('notReady');
  if (fault?.kind === 'loseRequest') return lost(fault.answer);
  if (fault?.kind === 'loseAnswer') {
    await act().catch(() => undefined);
    return lost(fault.answer);
  }
  const result = await act();
  if (fault?.kind === 'late') await wait(fault.ms, signal);
  return result;
}

/** What strikes a read or a subscription before its first message. False: it is never answered. */
export async function beforeReading(
  fault: FaultAction | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  if (fault?.kind === 'notReady') throw new Refusal('notReady');
  if (fault?.kind === 'loseRequest' || fault?.kind === 'loseAnswer')
    return lost(fault.answer) !== NO_ANSWER;
  if (fault?.kind === 'stall') await wait(fault.ms, signal);
  return true;
}

function lost(answer: 'unavailable' | 'none'): typeof NO_ANSWER {
  if (answer === 'unavailable') throw new Refusal('lost');
  return NO_ANSWER;
}
