import type { ParkedEntry, Runtime } from '@tamani/runtime';
import { CommandFailed, EXIT, type ExitCode } from '../shell/exit-codes.js';
import type { Output } from '../shell/output.js';
import { openSystem, type SystemPlace } from './open-system.js';

export type ParkedAction =
  | { readonly kind: 'list' }
  | { readonly kind: 'show'; readonly id: string }
  | { readonly kind: 'replay'; readonly id: string }
  | { readonly kind: 'drop'; readonly id: string; readonly by: string; readonly reason: string };

/** `tamani parked …`: messages that could not be handled, and those that wait behind them. */
export async function parked(
  place: SystemPlace,
  action: ParkedAction,
  output: Output,
): Promise<ExitCode> {
  const { runtime, close } = await openSystem(place, output);
  try {
    if (action.kind === 'list') return await list(runtime, output);
    const entry = await runtime.parked.show(action.id);
    if (!entry) {
      throw new CommandFailed(output.say('parked_unknown', { id: action.id }), EXIT.usage);
    }
    if (action.kind === 'show') return show(entry, output);
    if (action.kind === 'replay') return await replay(runtime, entry, output);
    await runtime.parked.drop(action.id, action.by, action.reason);
    output.line(output.say('parked_dropped'));
    output.result({ dropped: action.id });
    return EXIT.ok;
  } finally {
    await close();
  }
}

async function list(runtime: Runtime, output: Output): Promise<ExitCode> {
  const entries = await runtime.parked.list();
  for (const { id, group, key, type, reason, parkedAt } of entries) {
    output.line(`${id}  ${group}  ${type}  ${key}  ${parkedAt}  ${reason}`);
  }
  if (entries.length === 0) output.line(output.say('parked_none'));
  output.result({ parked: entries });
  return EXIT.ok;
}

function show(entry: ParkedEntry, output: Output): ExitCode {
  output.line(JSON.stringify(entry, null, 2));
  output.result(entry);
  return EXIT.ok;
}

async function replay(runtime: Runtime, entry: ParkedEntry, output: Output): Promise<ExitCode> {
  try {
    const replayed = await runtime.parked.replay(entry.id);
    output.line(output.say('parked_replayed', { count: replayed }));
    output.result({ replayed });
    return EXIT.ok;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    output.trouble(output.say('parked_still_fails', { key: entry.key, why }));
    output.result({ failed: entry.id, why });
    return EXIT.failed;
  }
}
