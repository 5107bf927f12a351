import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import { beforeReading } from '../faults/bad-day.js';
import type { Faults } from '../faults/faults.js';
import { features } from '../wire/generated.js';
import { serviceError } from '../wire/refusals.js';

/** What the double says of itself where a server names its version. */
export const DOUBLE_NAME = 'EventStoreDB wire double, not a server';

const SERVICE = 'event_store.client.streams.Streams';
const METHODS = ['append', 'batchappend', 'read'];

interface FeaturesService {
  readonly faults: Faults;
  readonly life: AbortSignal;
}

/** GetSupportedMethods: the first call of the client on a connection. */
export const supportedMethods =
  ({ faults, life }: FeaturesService) =>
  (_call: ServerUnaryCall<unknown, SupportedMethods>, answer: sendUnaryData<SupportedMethods>) => {
    beforeReading(faults.take('features'), life).then(
      (isAnswered) => {
        if (isAnswered) answer(null, supported());
      },
      (error: unknown) => answer(serviceError(error)),
    );
  };

function supported(): SupportedMethods {
  const all = new features.SupportedMethods();
  all.setEventStoreServerVersion(DOUBLE_NAME);
  for (const name of METHODS) {
    const method = new features.SupportedMethod();
    method.setServiceName(SERVICE);
    method.setMethodName(name);
    all.addMethods(method);
  }
  return all;
}
