import { Controller, Get } from '@nestjs/common';
import { defineErrors, derivedId, err, ok, type Decider, type EventOf } from '@tamani/kernel';
import {
  aggregate,
  aggregateReadModel,
  resourceSchema,
  send,
  type ProcessDefinition,
  type Translator,
} from '@tamani/runtime';
import { z } from 'zod';
import { Access, Caller, QueryInput, resource } from '../src/index.js';
import { note, noteAggregate } from './notes.context.js';

/** A note has one answer: a resource whose id follows from another's, and a process. */
const events = {
  ReplySent: { schemaVersion: 1, data: z.strictObject({ noteId: z.string(), text: z.string() }) },
} as const;
type ReplyEvent = EventOf<typeof events>;

interface Reply {
  readonly noteId: string;
  readonly text: string;
}
interface SendReply extends Reply {
  readonly type: 'Send';
}

const refuse = defineErrors(
  { reply_exists: 409 },
  { reply_exists: { title: 'Already answered', detail: 'This note already has an answer.' } },
);

const reply: Decider<Reply, SendReply, ReplyEvent> = {
  category: 'desk.Reply',
  events,
  initial: { noteId: '', text: '' },
  decide({ noteId, text }, state) {
    if (state.noteId !== '') return err(refuse.reply_exists());
    return ok([{ type: 'ReplySent', data: { noteId, text } }]);
  },
  evolve: (_, { data }) => data,
};

export const replyAggregate = aggregate(reply);

const render = (state: Reply) => ({ ...state });

export const replies = aggregateReadModel({
  name: 'replies',
  version: 1,
  context: 'desk',
  decider: reply,
  fields: { noteId: 'text', text: 'text' },
  indexes: [['noteId']],
  values: (state) => ({ ...state }),
  render,
});

const replyBody = z.strictObject({
  noteId: z.uuid(),
  text: z
    .string()
    .max(60_000)
    .meta({ examples: ['Done'] }),
});

export const repliesResource = resource(replyAggregate)({
  path: 'replies',
  about: 'Answers to notes, one per note',
  context: 'desk',
  list: replies,
  schema: resourceSchema('Reply', { noteId: z.uuid(), text: z.string() }),
  render,
  filters: ['noteId'],
  readRoles: ['buyer', 'auditor'],
  refusals: [refuse],
  create: {
    body: replyBody,
    roles: ['buyer'],
    summary: 'Answer a note',
    id: ({ noteId }) => derivedId('reply', noteId),
    correlateWith: ({ noteId }) => ({ aggregate: noteAggregate, id: noteId }),
    command: (body) => ({ type: 'Send', ...body }),
  },
  actions: {},
});

const countQuery = z.strictObject({ word: z.string().min(1).meta({ description: 'In a text' }) });
type CountQuery = z.output<typeof countQuery>;

/** Routes of no resource. */
@Controller('v1/words')
export class WordsController {
  @Get()
  @Access({ roles: ['auditor'], about: 'Words', summary: 'Length of a word' })
  length(@QueryInput(countQuery) { word }: CountQuery, @Caller() caller: Caller) {
    return { length: word.length, language: caller.language };
  }

  @Get('broken')
  @Access({ roles: 'authenticated', summary: 'Fails by a fault of the code' })
  broken() {
    throw new Error('secret of the driver');
  }
}

/** Makes the process fail; by the text of the reply. */
export const faults = new Map<string, () => void>();

/** Closes a note when it is answered. */
export const closing: ProcessDefinition<number> = {
  name: 'closing',
  context: 'desk',
  topics: ['desk.events.v1'],
  key: (input) => input.key,
  initial: 0,
  events: {},
  evolve: (handled) => handled + 1,
  react(_, { data }) {
    const { noteId, text } = data as Reply;
    faults.get(text)?.();
    return { commands: [send(note, noteId, { type: 'Close', by: 'closing' })] };
  },
};

export const translate: Translator = ({ type, data }) =>
  type === 'ReplySent' ? [{ type: 'desk.ReplySent.v1', key: (data as Reply).noteId, data }] : [];
