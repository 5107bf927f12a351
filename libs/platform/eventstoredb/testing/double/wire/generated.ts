import { createRequire } from 'node:module';
import type * as StreamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type * as StreamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type * as FeaturesGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import type * as FeaturesPb from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type * as SharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type * as StatusPb from '@eventstore/db-client/generated/status_pb.js';
import type * as AnyPb from 'google-protobuf/google/protobuf/any_pb.js';
import type * as EmptyPb from 'google-protobuf/google/protobuf/empty_pb.js';

/**
 * The messages and services that the client itself was generated with, and its own copy of
 * google-protobuf: two copies in one process do not know each other's messages.
 */
const ofClient = createRequire(createRequire(import.meta.url).resolve('@eventstore/db-client'));

export const streamsGrpc = ofClient('../generated/streams_grpc_pb.js') as typeof StreamsGrpc;
export const streams = ofClient('../generated/streams_pb.js') as typeof StreamsPb;
export const featuresGrpc = ofClient(
  '../generated/serverfeatures_grpc_pb.js',
) as typeof FeaturesGrpc;
export const features = ofClient('../generated/serverfeatures_pb.js') as typeof FeaturesPb;
export const shared = ofClient('../generated/shared_pb.js') as typeof SharedPb;
export const statuses = ofClient('../generated/status_pb.js') as typeof StatusPb;
export const anyPb = ofClient('google-protobuf/google/protobuf/any_pb.js') as typeof AnyPb;
export const emptyPb = ofClient('google-protobuf/google/protobuf/empty_pb.js') as typeof EmptyPb;
