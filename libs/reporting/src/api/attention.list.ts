import type { Word } from '@tamani/kernel';
import {
  many,
  readModelPage,
  wordOf,
  type ListAsk,
  type ListDefinition,
  type ValuesOf,
} from '@tamani/nest';
import { InvalidCursor } from '@tamani/ports';
import { z } from 'zod';
import type { AttentionDoc } from '../read-models/attention/attention.read-model.js';
import {
  daysBetween,
  reachOf,
  rolesByKind,
  waiting,
  type Attention,
  type Reach,
} from '../read-models/attention/waiting.js';

type Kind = Word<'attention'>;

/** They see what waits for anybody. */
const OVERSEERS: readonly string[] = ['auditor', 'administrator', 'reporting-job'];

const parametersOf = (kinds: readonly Kind[]) => ({
  kind: many(z.enum(kinds), 'Only this kind'),
  resource: many(z.string().min(1).max(60), 'Only documents of this collection, as invoices'),
});
type Parameters = ReturnType<typeof parametersOf>;

export const attentionSchema = (kinds: readonly Kind[]) =>
  z
    .strictObject({
      kind: z.enum(kinds).meta({ id: 'AttentionKind' }),
      resource: z.string().meta({ description: 'The collection: `/v1/{resource}/{id}`' }),
      id: z.string().meta({ description: 'Of the document, or of the parked message' }),
      reference: z.string(),
      status: z.string(),
      since: z.string().meta({ description: 'When it came into this status' }),
      days: z.int().meta({ description: 'Whole days since then' }),
      dueOn: z
        .string()
        .nullable()
        .meta({ description: 'The day on which what is waited for ends' }),
      resolution: z.string().meta({ description: "What resolves it, in the caller's language" }),
      roles: z.array(z.string()).meta({ description: 'Who can resolve it' }),
      reason: z.string().nullable().meta({ description: 'Why a message is parked' }),
    })
    .meta({ id: 'AttentionLine' });

/** `GET /v1/attention`: what waits for the caller's roles longer than the policy says, or ends. */
export const attentionList = (attention: Attention): ListDefinition<Parameters> => {
  const roles = rolesByKind(attention.sources);
  const kinds = [...roles.keys()];
  return {
    path: 'attention',
    roles: 'authenticated',
    about: 'What waits for somebody: refused commands, parked messages, documents that stand still',
    summary: 'What needs attention, for the roles of the caller',
    item: attentionSchema(kinds),
    parameters: parametersOf(kinds),
    sorts: ['since', 'id'],
    defaultSort: 'since',
    reads: attention,
    async page(ask, platform) {
      const { caller, cursor: given, query } = ask;
      const place = placeOf(given) ?? { reach: await reachOf(platform.runtime, caller.now) };
      const kinds = asked(visibleTo(caller, roles), query);
      const where = [...waiting(kinds, place.reach), ...ofResource(query)];
      const at = { ask: { ...ask, cursor: place.cursor }, platform };
      const { documents, nextCursor: next } = await readModelPage(attention, where, at);
      const data = documents.map(({ doc }) => lineOf(doc as Waits, caller, roles));
      const { since, dueBy } = place.reach;
      return { data, nextCursor: next && [since, dueBy, next].join(SEPARATOR) };
    },
  };
};

type Roles = ReturnType<typeof rolesByKind>;
type Caller = ListAsk['caller'];

/** The kinds that the caller can resolve, or oversees. */
function visibleTo({ actor }: Caller, roles: Roles): readonly Kind[] {
  const has = (role: string): boolean => actor.roles.includes(role);
  const isOverseer = OVERSEERS.some(has);
  return [...roles].filter(([, may]) => isOverseer || may.some(has)).map(([kind]) => kind);
}

function lineOf(doc: Waits, { now, language }: Caller, roles: Roles) {
  const { kind, resource, entityId: id, reference, status, since, reason } = doc;
  const when = { since, days: daysBetween(since, now), dueOn: doc.dueOn || null };
  const line = { kind, resource, id, reference, status, ...when };
  const resolution = wordOf('attention', kind, language);
  return { ...line, resolution, roles: roles.get(kind) ?? [], reason };
}

/** A walk keeps the moment that it began with: its cursor is good for the same conditions only. */
const SEPARATOR = '_';
interface Place {
  readonly reach: Reach;
  readonly cursor?: string;
}

function placeOf(given: string | undefined): Place | undefined {
  if (given === undefined) return undefined;
  const [since = '', dueBy = '', ...cursor] = given.split(SEPARATOR);
  const isMoment = z.iso.datetime().safeParse(since).success;
  if (!isMoment || !z.iso.date().safeParse(dueBy).success) throw new InvalidCursor(given);
  return { reach: { since, dueBy }, cursor: cursor.join(SEPARATOR) };
}

/** A document that waits: the conditions leave out all others. */
type Waits = AttentionDoc & { readonly kind: Kind };
type Asked = ValuesOf<Parameters>;

const asked = (visible: readonly Kind[], { kind }: Asked): readonly Kind[] =>
  kind ? visible.filter((one) => kind.includes(one)) : visible;

const ofResource = ({ resource: values }: Asked) =>
  values ? [{ field: 'resource', op: 'in', values } as const] : [];
