import {
  decideBy,
  defineErrors,
  derivedId,
  evolveBy,
  ok,
  refusalOf,
  refusalSchema,
  type Decider,
  type EventOf,
} from '@tamani/kernel';
import { z } from 'zod';
import { LINE_KEY_CATEGORY } from '../shared/categories.js';
import { idSchema, type Coding } from '../shared/vocabulary.js';

export const refuseKey = defineErrors({ budget_line_exists: 409 });

const line = { budgetLineId: idSchema };

export const lineKeyEvents = {
  LineKeyClaimed: { schemaVersion: 1, data: z.strictObject({ ...line, reference: z.string() }) },
  /** Another open line has the key. */
  LineKeyRefused: {
    schemaVersion: 1,
    data: z.strictObject({ ...line, refusal: refusalSchema }),
  },
  LineKeyReleased: { schemaVersion: 1, data: z.strictObject(line) },
} as const;
export type LineKeyEvent = EventOf<typeof lineKeyEvents>;

/** A line is to be opened. */
export interface ClaimKey {
  readonly type: 'ClaimKey';
  readonly budgetLineId: string;
  readonly reference: string;
}
/** The line is closed. */
export interface ReleaseKey {
  readonly type: 'ReleaseKey';
  readonly budgetLineId: string;
}
export type LineKeyCommand = ClaimKey | ReleaseKey;

export interface LineKeyState {
  /** The open line of the key. */
  readonly holder: { readonly budgetLineId: string; readonly reference: string } | null;
}
export const initialLineKey: LineKeyState = { holder: null };

/** One stream for each fund, year, axis, class and project. */
export const lineKeyId = ({ fund, fiscalYear, axis, spendClass, projectId }: Coding): string =>
  derivedId('line-key', fund, fiscalYear, axis, spendClass, projectId ?? '');

/** The key of budget lines: at most one line of it is open. */
export const lineKey: Decider<LineKeyState, LineKeyCommand, LineKeyEvent> = {
  category: LINE_KEY_CATEGORY,
  events: lineKeyEvents,
  initial: initialLineKey,
  evolve: evolveBy<LineKeyState, LineKeyEvent>({
    LineKeyClaimed: (_, holder) => ({ holder }),
    LineKeyRefused: (state) => state,
    LineKeyReleased: () => ({ holder: null }),
  }),
  decide: decideBy<LineKeyState, LineKeyCommand, LineKeyEvent>({
    ClaimKey({ budgetLineId, reference }, { holder }) {
      if (holder?.budgetLineId === budgetLineId) return ok([]);
      if (holder === null) {
        return ok([{ type: 'LineKeyClaimed', data: { budgetLineId, reference } }]);
      }
      const refusal = refusalOf(refuseKey.budget_line_exists({ first: holder.reference }));
      return ok([{ type: 'LineKeyRefused', data: { budgetLineId, refusal } }]);
    },
    ReleaseKey: ({ budgetLineId }, { holder }) =>
      ok(
        holder?.budgetLineId === budgetLineId
          ? [{ type: 'LineKeyReleased', data: { budgetLineId } }]
          : [],
      ),
  }),
};
