import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { anyPb, emptyPb, shared, statuses, streams } from './generated.js';
import { identifierOf, type Receipt } from './messages.js';
import { wirePosition } from './positions.js';
import { MOST_APPEND_BYTES, Refusal, serviceError, WrongRevision } from './refusals.js';

/** Which append of the batch stream is answered. */
export interface BatchPlace {
  readonly correlation: UUID | undefined;
  readonly stream: string;
}

interface Packable {
  serializeBinary(): Uint8Array;
}

const PACKAGE = 'event_store.client.';

export function batchAppended(place: BatchPlace, { revision, position }: Receipt): BatchAppendResp {
  const at = new shared.AllStreamPosition();
  at.setCommitPosition(wirePosition(position).toString());
  at.setPreparePosition(wirePosition(position).toString());
  const success = new streams.BatchAppendResp.Success();
  success.setCurrentRevision(revision.toString());
  success.setPosition(at);
  const response = responseTo(place);
  response.setSuccess(success);
  return response;
}

/** The reasons that the client knows by their details; of others it tells the message. */
export function batchRefused(place: BatchPlace, error: unknown): BatchAppendResp {
  const [name, details] = detailsOf(error);
  const any = new anyPb.Any();
  any.pack(details.serializeBinary(), PACKAGE + name);
  const failure = new statuses.Status();
  failure.setMessage(messageOf(error));
  failure.setDetails(any);
  const response = responseTo(place);
  response.setError(failure);
  return response;
}

function responseTo({ correlation, stream }: BatchPlace): BatchAppendResp {
  const response = new streams.BatchAppendResp();
  response.setCorrelationId(correlation);
  response.setStreamIdentifier(identifierOf(stream));
  return response;
}

function messageOf(error: unknown): string {
  if (error instanceof Refusal && error.kind === 'badRequest') return 'BadRequest';
  if (error instanceof WrongRevision) return 'WrongExpectedVersion';
  return serviceError(error).message;
}

function detailsOf(error: unknown): readonly [string, Packable] {
  if (error instanceof WrongRevision) return ['WrongExpectedVersion', wrongRevision(error)];
  const kind = error instanceof Refusal ? error.kind : 'storage';
  if (kind === 'timeout') return ['Timeout', new shared.Timeout()];
  if (kind !== 'tooLarge') return ['BadRequest', new shared.BadRequest()];
  const tooLarge = new shared.MaximumAppendSizeExceeded();
  tooLarge.setMaxappendsize(MOST_APPEND_BYTES);
  return ['MaximumAppendSizeExceeded', tooLarge];
}

function wrongRevision({ expected, actual }: WrongRevision): Packable {
  const wrong = new shared.WrongExpectedVersion();
  if (actual === undefined) wrong.setCurrentNoStream(new emptyPb.Empty());
  else wrong.setCurrentStreamRevision(actual.toString());
  if (expected === 'any') wrong.setExpectedAny(new emptyPb.Empty());
  else if (expected === 'no_stream') wrong.setExpectedNoStream(new emptyPb.Empty());
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new emptyPb.Empty());
  else wrong.setExpectedStreamPosition(expected.toString());
  return wrong;
}
