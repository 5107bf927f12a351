import type { sendUnaryData, ServerReadableStream } from '@grpc/grpc-js';
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { NO_ANSWER, withFault } from '../faults/bad-day.js';
import type { Faults } from '../faults/faults.js';
import { appendedMessage, wrongRevisionMessage, type Receipt } from '../wire/messages.js';
import { Refusal, serviceError, WrongRevision } from '../wire/refusals.js';
import { expectedOf, proposedOf, streamNameOf } from '../wire/requests.js';
import type { AppendDesk, AppendOrder } from './append-desk.js';

export interface AppendService {
  readonly desk: AppendDesk;
  readonly faults: Faults;
  readonly life: AbortSignal;
}

/** An append under the fault whose turn it is. */
export function appendUnderFaults(
  { desk, faults, life }: AppendService,
  order: AppendOrder,
): Promise<Receipt | typeof NO_ANSWER> {
  const fault = faults.take('append');
  const stallMs = fault?.kind === 'stall' ? fault.ms : 0;
  return withFault(fault, life, () => desk.append(order, stallMs));
}

/**
 * Append: the stream and its revision first, then an event a message, one answer at the end. A
 * connection that breaks before the end is an "end", too, for this library, and only right after
 * it a cancellation: of such a request nothing is carried out, as with the server, whose reader
 * throws.
 */
export const unaryAppend =
  (service: AppendService) =>
  (call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>): void => {
    const messages: AppendReq[] = [];
    call.on('data', (message: AppendReq) => messages.push(message));
    call.on('error', () => undefined);
    const carryOut = (): void => {
      if (call.cancelled) return;
      answered(service, messages).then(
        (response) => {
          if (response !== NO_ANSWER) answer(null, response);
        },
        (error: unknown) => answer(serviceError(error)),
      );
    };
    call.on('end', () => setImmediate(carryOut));
  };

async function answered(
  service: AppendService,
  messages: readonly AppendReq[],
): Promise<AppendResp | typeof NO_ANSWER> {
  try {
    const receipt = await appendUnderFaults(service, orderOf(messages));
    return receipt === NO_ANSWER ? receipt : appendedMessage(receipt);
  } catch (error) {
    // A conflict is an answer, not an error, on this path.
    if (error instanceof WrongRevision) return wrongRevisionMessage(error);
    throw error;
  }
}

function orderOf(messages: readonly AppendReq[]): AppendOrder {
  const options = messages[0]?.getOptions();
  if (!options) throw new Refusal('badRequest');
  const events = messages.slice(1).map((message) => {
    const proposed = message.getProposedMessage();
    if (!proposed) throw new Refusal('badRequest');
    return proposedOf(proposed);
  });
  const stream = streamNameOf(options.getStreamIdentifier());
  return { stream, expected: expectedOf(options), events };
}
