import type {
  AppendReq,
  BatchAppendReq,
  ReadReq,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js';
import { Refusal, type Expected } from './refusals.js';
import type { ProposedEvent } from './stored-form.js';

export type From = bigint | 'start' | 'end';

export type ReadTarget =
  | { readonly kind: 'all'; readonly from: From }
  | { readonly kind: 'stream'; readonly name: string; readonly from: From };

/** A read or a subscription, as it was asked for. */
export interface ReadOrder {
  readonly target: ReadTarget;
  readonly backwards: boolean;
  /** Undefined for a subscription. */
  readonly count: number | undefined;
  readonly filter: FilterOrder | undefined;
}

export interface FilterOrder {
  readonly on: 'stream' | 'type';
  readonly regex: string;
  readonly prefixes: readonly string[];
  /** Events that are scanned between two checkpoints. */
  readonly checkpointEvery: number;
}

type Options = ReadReq.Options;
type AppendOptions = AppendReq.Options | BatchAppendReq.Options;
type Message = AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage;

/** Of the real server, where the client names no window. */
const DEFAULT_WINDOW = 32;

export function readOrderOf(request: ReadReq): ReadOrder {
  const options = request.getOptions();
  if (!options) throw new Refusal('invalidArgument');
  return {
    target: targetOf(options),
    backwards: options.getReadDirection() === 1,
    count: options.hasSubscription() ? undefined : Number(options.getCount()),
    filter: filterOf(options),
  };
}

export const streamNameOf = (identifier: StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

/** What the append expects of its stream; unary and batch name the revision differently. */
export function expectedOf(options: AppendOptions): Expected {
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'stream_exists';
  return BigInt('getRevision' in options ? options.getRevision() : options.getStreamPosition());
}

export function proposedOf(message: Message): ProposedEvent {
  const about = message.getMetadataMap();
  return {
    id: uuidOf(message.getId()),
    type: about.get('type') ?? '',
    isJson: about.get('content-type') === 'application/json',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

/** In text form; the two numbers of the structured form are signed. */
export function uuidOf(uuid: UUID | undefined): string {
  const structured = uuid?.getStructured();
  if (!uuid || !structured) return uuid?.getString() ?? '';
  const halves = [structured.getMostSignificantBits(), structured.getLeastSignificantBits()];
  const hex = halves
    .map((half) => BigInt.asUintN(64, BigInt(half)).toString(16).padStart(16, '0'))
    .join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function targetOf(options: Options): ReadTarget {
  const stream = options.getStream();
  if (stream) {
    const name = streamNameOf(stream.getStreamIdentifier());
    if (stream.hasStart()) return { kind: 'stream', name, from: 'start' };
    if (stream.hasEnd()) return { kind: 'stream', name, from: 'end' };
    return { kind: 'stream', name, from: BigInt(stream.getRevision()) };
  }
  const all = options.getAll();
  if (!all) throw new Refusal('invalidArgument');
  if (all.hasStart()) return { kind: 'all', from: 'start' };
  if (all.hasEnd()) return { kind: 'all', from: 'end' };
  return { kind: 'all', from: BigInt(all.getPosition()?.getCommitPosition() ?? 0) };
}

function filterOf(options: Options): FilterOrder | undefined {
  const filter = options.getFilter();
  const expression = filter?.getStreamIdentifier() ?? filter?.getEventType();
  if (!filter || !expression) return undefined;
  const window = filter.hasMax() ? filter.getMax() : DEFAULT_WINDOW;
  return {
    on: filter.hasStreamIdentifier() ? 'stream' : 'type',
    regex: expression.getRegex(),
    prefixes: expression.getPrefixList(),
    checkpointEvery: window * Math.max(filter.getCheckpointintervalmultiplier(), 1),
  };
}
