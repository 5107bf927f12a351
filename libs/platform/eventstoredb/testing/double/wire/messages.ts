import type { AppendResp, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { StoredEvent } from '@tamani/ports';
import { shared, streams } from './generated.js';
import { wirePosition } from './positions.js';
import type { WrongRevision } from './refusals.js';
import { fromStored } from './stored-form.js';

/** Last revision and position of an append; the position is that of the storage. */
export interface Receipt {
  readonly revision: bigint;
  readonly position: bigint;
}

/** .NET counts in 100 ns. */
const TICKS_PER_MS = 10_000n;

export function identifierOf(stream: string) {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(new Uint8Array(Buffer.from(stream, 'utf8')));
  return identifier;
}

export function eventMessage(event: StoredEvent): ReadResp {
  const { isJson, createdMs, data, metadata } = fromStored(event);
  const position = wirePosition(event.position).toString();
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  const id = new shared.UUID();
  id.setString(event.id);
  recorded.setId(id);
  recorded.setStreamIdentifier(identifierOf(event.stream));
  recorded.setStreamRevision(event.revision.toString());
  recorded.setCommitPosition(position);
  recorded.setPreparePosition(position);
  const about = recorded.getMetadataMap();
  about.set('type', event.type);
  about.set('content-type', isJson ? 'application/json' : 'application/octet-stream');
  about.set('created', (BigInt(createdMs) * TICKS_PER_MS).toString());
  recorded.setData(new Uint8Array(data));
  recorded.setCustomMetadata(new Uint8Array(metadata));
  const read = new streams.ReadResp.ReadEvent();
  read.setEvent(recorded);
  read.setCommitPosition(position);
  const response = new streams.ReadResp();
  response.setEvent(read);
  return response;
}

export function confirmationMessage(subscriptionId: string): ReadResp {
  const confirmation = new streams.ReadResp.SubscriptionConfirmation();
  confirmation.setSubscriptionId(subscriptionId);
  const response = new streams.ReadResp();
  response.setConfirmation(confirmation);
  return response;
}

export function caughtUpMessage(): ReadResp {
  const response = new streams.ReadResp();
  response.setCaughtUp(new streams.ReadResp.CaughtUp());
  return response;
}

/** 0n for one before all events, as the real server was seen to send. */
export function checkpointMessage(position: bigint): ReadResp {
  const wire = position === 0n ? '0' : wirePosition(position).toString();
  const checkpoint = new streams.ReadResp.Checkpoint();
  checkpoint.setCommitPosition(wire);
  checkpoint.setPreparePosition(wire);
  const response = new streams.ReadResp();
  response.setCheckpoint(checkpoint);
  return response;
}

export function notFoundMessage(stream: string): ReadResp {
  const missing = new streams.ReadResp.StreamNotFound();
  missing.setStreamIdentifier(identifierOf(stream));
  const response = new streams.ReadResp();
  response.setStreamNotFound(missing);
  return response;
}

export function appendedMessage({ revision, position }: Receipt): AppendResp {
  const place = new streams.AppendResp.Position();
  place.setCommitPosition(wirePosition(position).toString());
  place.setPreparePosition(wirePosition(position).toString());
  const success = new streams.AppendResp.Success();
  success.setCurrentRevision(revision.toString());
  success.setPosition(place);
  const response = new streams.AppendResp();
  response.setSuccess(success);
  return response;
}

export function wrongRevisionMessage({ expected, actual }: WrongRevision): AppendResp {
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (actual === undefined) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(actual.toString());
  if (expected === 'any') wrong.setExpectedAny(new shared.Empty());
  else if (expected === 'no_stream') wrong.setExpectedNoStream(new shared.Empty());
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new shared.Empty());
  else wrong.setExpectedRevision(expected.toString());
  const response = new streams.AppendResp();
  response.setWrongExpectedVersion(wrong);
  return response;
}
