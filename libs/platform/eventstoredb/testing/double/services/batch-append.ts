import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import type {
  BatchAppendReq,
  BatchAppendResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import { NO_ANSWER } from '../faults/bad-day.js';
import { batchAppended, batchRefused, type BatchPlace } from '../wire/batch-messages.js';
import { Refusal, serviceError } from '../wire/refusals.js';
import { expectedOf, proposedOf, streamNameOf, uuidOf } from '../wire/requests.js';
import type { ProposedEvent } from '../wire/stored-form.js';
import type { AppendOrder } from './append-desk.js';
import { appendUnderFaults, type AppendService } from './append.js';

/** An append whose messages are still coming. */
interface Parcel {
  readonly options: BatchAppendReq.Options;
  readonly correlation: UUID | undefined;
  readonly events: ProposedEvent[];
}

type Call = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

/** BatchAppend: all appends of a client on one stream, answered by their correlation ids. */
export const batchAppend =
  (service: AppendService) =>
  (call: Call): void => {
    const parcels = new Map<string, Parcel>();
    call.on('data', (message: BatchAppendReq) => {
      const parcel = collected(parcels, message);
      if (parcel) void answer(service, call, parcel);
    });
    call.on('end', () => call.end());
    call.on('error', () => undefined);
  };

/** The whole of an append once its last message is there. */
function collected(parcels: Map<string, Parcel>, message: BatchAppendReq): Parcel | undefined {
  const correlation = message.getCorrelationId();
  const key = uuidOf(correlation);
  const options = message.getOptions();
  const parcel = options ? { options, correlation, events: [] } : parcels.get(key);
  if (!parcel) return undefined;
  parcels.set(key, parcel);
  parcel.events.push(...message.getProposedMessagesList().map(proposedOf));
  if (!message.getIsFinal()) return undefined;
  parcels.delete(key);
  return parcel;
}

async function answer(service: AppendService, call: Call, parcel: Parcel): Promise<void> {
  const { options, correlation, events } = parcel;
  const stream = streamNameOf(options.getStreamIdentifier());
  const place: BatchPlace = { correlation, stream };
  try {
    const order: AppendOrder = { stream, expected: expectedOf(options), events };
    checkDeadline(options);
    const receipt = await appendUnderFaults(service, order);
    if (receipt !== NO_ANSWER) reply(call, batchAppended(place, receipt));
  } catch (error) {
    // A lost connection takes the whole stream along, and every append on it.
    if (error instanceof Refusal && error.kind === 'lost') call.emit('error', serviceError(error));
    else reply(call, batchRefused(place, error));
  }
}

function reply(call: Call, response: BatchAppendResp): void {
  if (!call.cancelled && call.writable) call.write(response);
}

/** On this path the server keeps the deadline, the client does not. */
function checkDeadline(options: BatchAppendReq.Options): void {
  const deadline = options.getDeadline()?.toDate();
  if (deadline && deadline.getTime() <= Date.now()) throw new Refusal('timeout');
}
