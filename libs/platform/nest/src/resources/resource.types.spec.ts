import { mustNotCompile } from '@tamani/testing/types';
import { join } from 'node:path';

/** A route that is given something of another command does not compile. */
mustNotCompile({
  file: join(import.meta.dirname, '../../testing/planted.ts'),
  source: `
    import { z } from 'zod';
    import { emptyBody, reasonBody, resource } from '../src/index.js';
    import { noteAggregate, notes, notesResource } from './notes.context.js';

    const { about, path, context, schema, refusals } = notesResource;
    const amount = { amount: '1', currency: 'XOF' };
    const body = z.strictObject({ text: z.string() });
    export const planted = resource(noteAggregate)({
      ...{ about, path, context, schema, refusals, filters: ['status'], list: notes },
      render: (state) => ({ text: state.text }),
      create: {
        body,
        roles: ['buyer'],
        summary: 'Write a note',
        id: ({ text }) => text,
        command: ({ text }, { reference }) =>
          ({ type: 'Write', text, reference, amount }),
      },
      actions: {
        close: {
          body: emptyBody,
          roles: ['buyer'],
          summary: 'Close a note',
          command: (_, { by }) => ({ type: 'Close', by: by.id }),
        },
        rewrite: {
          body: reasonBody,
          roles: ['receiver'],
          summary: 'Write a note again',
          command: ({ reason }, call) =>
            ({ type: 'Write', text: reason, reference: call.reference, amount }),
        },
      },
    });
  `,
  mistakes: {
    'a field that the body does not have': {
      right: '({ reason }, call)',
      wrong: '({ text: reason }, call)',
      code: 2339,
    },
    'the type of another body': {
      right: '({ reason }, call)',
      wrong: '({ reason }: { reason: number }, call)',
      code: 2322,
      at: `command: ({ reason }: { reason: number }, call)`,
    },
    'a command of another aggregate': {
      right: `{ type: 'Close', by: by.id }`,
      wrong: `{ type: 'Send', noteId: by.id, text: '' }`,
      code: 2322,
    },
    'a command without one of its fields': {
      right: `{ type: 'Close', by: by.id }`,
      wrong: `{ type: 'Close' }`,
      code: 2322,
    },
    'a command without a field, of a creation': {
      right: `{ type: 'Write', text, reference, amount }`,
      wrong: `{ type: 'Write', text, reference }`,
      code: 2322,
    },
    'an id of what the body does not have': {
      right: 'id: ({ text }) => text',
      wrong: 'id: ({ number }) => number',
      code: 2339,
    },
    'a role that nobody has': {
      right: `roles: ['receiver']`,
      wrong: `roles: ['receivers']`,
      code: 2820,
    },
    'a command for who only reads': {
      right: `roles: ['receiver']`,
      wrong: `roles: ['auditor']`,
      code: 2322,
    },
    'a command for nobody': { right: `roles: ['receiver']`, wrong: 'roles: []', code: 2322 },
    'the state of another aggregate': {
      right: 'text: state.text',
      wrong: 'text: state.noteId',
      code: 2339,
    },
  },
});
