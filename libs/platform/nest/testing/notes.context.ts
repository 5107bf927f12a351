import {
  decideBy,
  defineErrors,
  err,
  ok,
  positiveMoneySchema,
  type Decider,
  type EventOf,
} from '@tamani/kernel';
import { aggregate, aggregateReadModel, resourceSchema } from '@tamani/runtime';
import { z } from 'zod';
import { emptyBody, resource } from '../src/index.js';

/** A minimal context for the API's conventions: notes that are written and closed. */
const events = {
  NoteWritten: {
    schemaVersion: 1,
    data: z.strictObject({
      reference: z.string(),
      text: z.string(),
      amount: z.strictObject({ amount: z.string(), currency: z.string() }),
    }),
  },
  NoteClosed: { schemaVersion: 1, data: z.strictObject({ by: z.string() }) },
} as const;
export type NoteEvent = EventOf<typeof events>;

export interface Note {
  readonly status: 'none' | 'open' | 'closed';
  readonly reference: string;
  readonly text: string;
}

export const refuse = defineErrors(
  { note_closed: 409, note_forbidden_word: 409 },
  {
    note_closed: { title: 'Note closed', detail: 'The note is closed.' },
    note_forbidden_word: { title: 'Word refused', detail: 'This word is refused.' },
  },
);

export type NoteCommand =
  | { type: 'Write'; reference: string; text: string; amount: { amount: string; currency: string } }
  | { type: 'Close'; by: string };

export const note: Decider<Note, NoteCommand, NoteEvent> = {
  category: 'desk.Note',
  events,
  initial: { status: 'none', reference: '', text: '' },
  decide: decideBy<Note, NoteCommand, NoteEvent>({
    Write({ reference, text, amount }) {
      if (text === 'forbidden') return err(refuse.note_forbidden_word());
      return ok([{ type: 'NoteWritten', data: { reference, text, amount } }]);
    },
    Close({ by }, { status }) {
      if (status === 'closed') return err(refuse.note_closed());
      return ok([{ type: 'NoteClosed', data: { by } }]);
    },
  }),
  evolve: (state, event) =>
    event.type === 'NoteWritten'
      ? { status: 'open', reference: event.data.reference, text: event.data.text }
      : { ...state, status: 'closed' },
};

export const noteAggregate = aggregate(note);

const render = (state: Note) => ({ ...state });

export const notes = aggregateReadModel({
  name: 'notes',
  version: 1,
  context: 'desk',
  decider: note,
  fields: { status: 'text', text: 'text', reference: 'text' },
  indexes: [['status']],
  search: ['reference', 'text'],
  order: ['reference', 'text'],
  values: ({ status, text, reference }) => ({ status, text, reference }),
  render,
});

const noteBody = z
  .strictObject({
    text: z
      .string()
      .min(1, 'text_required')
      .max(200)
      .meta({ examples: ['To be done'] }),
    amount: positiveMoneySchema,
  })
  .meta({ id: 'NewNote' });

export const notesResource = resource(noteAggregate)({
  path: 'notes',
  about: 'Notes that are written and closed',
  context: 'desk',
  list: notes,
  schema: resourceSchema('Note', {
    status: z.enum(['none', 'open', 'closed']).meta({ id: 'NoteStatus' }),
    reference: z.string(),
    text: z.string(),
  }),
  render,
  filters: ['status'],
  reference: 'NOTE',
  refusals: [refuse],
  create: {
    body: noteBody,
    roles: ['buyer'],
    summary: 'Write a note',
    command: (body, { reference }) => ({ type: 'Write', reference, ...body }),
  },
  actions: {
    close: {
      body: emptyBody,
      roles: ['buyer', 'receiver'],
      summary: 'Close a note',
      command: (_, { by }) => ({ type: 'Close', by: by.id }),
    },
  },
});
