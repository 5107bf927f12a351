import { invariant, Rejected } from '@tamani/kernel';
import { InvalidCursor } from '@tamani/ports';
import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';
import { refuse } from '../errors/api-errors.js';
import { whenAnswered } from '../edge/answered.js';
import type { GatedRequest } from '../http/caller.js';
import type { ParameterMap, ValuesOf } from './query-parameters.js';
import type { RouteAccess } from '../http/route-access.js';
import type { Platform } from '../platform.js';
import { sendEvents } from './formats/event-stream.js';
import { fileOf, isFile, textOf, textsOf, type FileFormat } from './formats/list-file.js';
import type { ListAsk, ListDefinition, ListPage } from './list-definition.js';
import { EVENT_STREAM, formatOf, FORMATS, type ListFormat } from './formats/list-formats.js';
import { refuseUnfilled, waitForPosition } from '../http/wait-for.js';
import { PAGES, parametersOf, sortOf, valuesOf, waitOf, type QueryParams } from './list-query.js';

/** A request for a list, with where its answer goes. */
export interface ListRequest {
  readonly request: GatedRequest;
  readonly reply: FastifyReply;
  readonly platform: Platform;
  /** Parts of the path, where they are not taken as they came. */
  readonly path?: Readonly<Record<string, string>>;
}

/** Of a read that waits although the client has not said how long. */
export const DEFAULT_WAIT_MS = 1_000;

/** What the route of a list declares: who may read it, and all that OpenAPI says of it. */
export const listAccess = <P extends ParameterMap>(list: ListDefinition<P>): RouteAccess => ({
  roles: list.roles,
  summary: list.summary,
  ...(list.about !== undefined && { about: list.about }),
  response: list.item,
  answers: 'list',
  list: {
    parameters: parametersOf(list),
    envelope: list.envelope ?? {},
    isPaged: list.pages !== false,
    formats: formatsOf(list),
  },
});

const formatsOf = ({ stream }: Pick<ListDefinition, 'stream'>): readonly ListFormat[] =>
  stream ? [...FORMATS, EVENT_STREAM] : FORMATS;

/** Answers a list as JSON, CSV or NDJSON, or as a stream where it has one. */
export async function answerList<P extends ParameterMap>(
  list: ListDefinition<P>,
  at: ListRequest,
): Promise<void> {
  const { request, reply, platform } = at;
  const format = formatOf(request.headers.accept, formatsOf(list));
  const { ask, values } = askOf(list, at, format);
  void reply.header('vary', 'accept');
  const { stream } = list;
  if (stream && format === EVENT_STREAM) {
    const open = (signal: AbortSignal) => stream.open({ ...ask, signal }, platform);
    return sendEvents(reply, open, ask.signal);
  }
  if (typeof values['minPosition'] === 'string') await ask.upTo(BigInt(values['minPosition']));
  if (list.reads) await refuseUnfilled(platform, list.reads);
  const page = await list.page(ask, platform).catch(invalidCursor);
  void reply.header('content-type', `${format}; charset=utf-8`);
  if (isFile(format)) return void reply.send(fileAnswer(list, { page, ask, values, format, at }));
  link(at, page);
  const { data, envelope, nextCursor } = page;
  const isPaged = list.pages !== false;
  void reply.send({ ...envelope, data, ...(isPaged && { nextCursor }) });
}

/** Where the next page is. */
function link({ request, reply }: ListRequest, { next, nextCursor }: ListPage): void {
  const parameters = next ?? (nextCursor === null ? undefined : { cursor: nextCursor });
  if (parameters) void reply.header('link', `<${urlWith(request, parameters)}>; rel="next"`);
}

/** One page where its size is given, else all of them, one after the other as they are taken. */
function fileAnswer<P extends ParameterMap>(
  list: ListDefinition<P>,
  of: {
    readonly page: ListPage;
    readonly ask: ListAsk<P>;
    readonly values: Readonly<Record<string, unknown>>;
    readonly format: FileFormat;
    readonly at: ListRequest;
  },
): string | Readable {
  const { page, ask, values, format, at } = of;
  const file = fileOf(format, list.item, values['separator'] === ';' ? ';' : ',');
  const isWhole = values['limit'] === undefined && page.next === undefined;
  if (isWhole && page.nextCursor !== null) {
    const { platform } = at;
    const next = (cursor: string) => {
      platform.stopped.throwIfAborted();
      return list.page({ ...ask, cursor }, platform);
    };
    return textsOf(file, page, next);
  }
  link(at, page);
  return textOf(file, page.data);
}

function askOf<P extends ParameterMap>(
  list: ListDefinition<P>,
  { request, reply, platform, path }: ListRequest,
  format: ListFormat,
): { readonly ask: ListAsk<P>; readonly values: Readonly<Record<string, unknown>> } {
  const parameters = parametersOf(list);
  const values = valuesOf(request.query as QueryParams, parameters);
  const { caller, headers } = request;
  invariant(caller, 'a list that anybody may read');
  const waitMs = waitOf(headers['prefer']);
  const lastEventId = headers['last-event-id'];
  const usual = defaultsOf(list, format);
  let signal: AbortSignal | undefined;
  const ask: ListAsk<P> = {
    query: values as ValuesOf<P>,
    path: path ?? (request.params as Readonly<Record<string, string>>),
    limit: (values['limit'] as number | undefined) ?? usual.limit,
    cursor: values['cursor'] as string | undefined,
    sort: sortOf((values['sort'] as string | undefined) ?? usual.sort),
    caller,
    waitMs,
    lastEventId: typeof lastEventId === 'string' ? lastEventId : undefined,
    get signal() {
      return (signal ??= goneOf(request, reply, platform.stopped));
    },
    upTo: (position, parameter) => upTo(list, platform, { position, parameter, waitMs }),
  };
  return { ask, values };
}

async function upTo(
  { reads }: Pick<ListDefinition, 'reads'>,
  platform: Platform,
  {
    waitMs: timeoutMs = DEFAULT_WAIT_MS,
    ...at
  }: {
    readonly position: bigint;
    readonly parameter: string | undefined;
    readonly waitMs: number | undefined;
  },
): Promise<void> {
  if (reads) await waitForPosition(platform, reads, { ...at, timeoutMs });
}

/**
 * Aborted when the client has gone, or closed its side, or the server stops. Not `AbortSignal.any`:
 * the signal of the server would keep something of every request.
 */
function goneOf(request: GatedRequest, reply: FastifyReply, stopped: AbortSignal): AbortSignal {
  const { socket } = request.raw;
  const gone = new AbortController();
  const abort = (): void => {
    socket.off('end', abort);
    stopped.removeEventListener('abort', abort);
    gone.abort();
  };
  socket.once('end', abort);
  whenAnswered(request, reply, abort);
  stopped.addEventListener('abort', abort);
  if (stopped.aborted) abort();
  return gone.signal;
}

/** What JSON is shown with, and what a file is walked with. */
function defaultsOf(
  { pages = PAGES, defaultSort, walkSort = defaultSort }: Pick<ListDefinition, Defaults>,
  format: ListFormat,
): { readonly limit: number; readonly sort: string | undefined } {
  const limit = pages === false ? 0 : isFile(format) ? pages.max : pages.default;
  return { limit, sort: isFile(format) ? walkSort : defaultSort };
}
type Defaults = 'pages' | 'defaultSort' | 'walkSort';

function invalidCursor(error: unknown): never {
  if (!(error instanceof InvalidCursor)) throw error;
  const errors = [{ pointer: '/cursor', code: 'cursor_invalid' }];
  throw new Rejected(refuse.input_invalid({}, errors));
}

/** The address of the request with other parameters. */
function urlWith({ url }: GatedRequest, changes: Readonly<Record<string, string>>): string {
  const [path = '', query = ''] = url.split('?');
  const params = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) params.set(name, value);
  return `${path}?${params.toString()}`;
}
