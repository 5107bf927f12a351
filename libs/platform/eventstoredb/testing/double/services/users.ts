import {
  Metadata,
  ServerInterceptingCall,
  status,
  type ServerInterceptor,
  type ServerInterceptingCallInterface,
} from '@grpc/grpc-js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';

export interface DoubleUser {
  readonly password: string;
  /** As the metadata of `$all` grant it; administrators have it without. */
  readonly readsAll: boolean;
}

const STREAMS = '/event_store.client.streams.Streams/';
const READ = `${STREAMS}Read`;
const BASIC = /^Basic (\S+)$/;

/**
 * Who is there and what they may, as it was seen: a wrong password ends any call with 16, reading
 * or following `$all` without its right with 7; appends and reads of streams are open to all users.
 */
export const usersOnly =
  (users: Readonly<Record<string, DoubleUser>>): ServerInterceptor =>
  (method, call) => {
    let user: DoubleUser | undefined;
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata(metadata, forward) {
            user = userOf(users, metadata);
            // What the server can do, it tells anybody.
            if (user || !method.path.startsWith(STREAMS)) forward(metadata);
            else deny(call, status.UNAUTHENTICATED);
          },
          onReceiveMessage(message, forward) {
            const isOfAll = method.path === READ && (message as ReadReq).getOptions()?.hasAll();
            if (isOfAll && !user?.readsAll) deny(call, status.PERMISSION_DENIED);
            else forward(message);
          },
        }),
    });
  };

function userOf(
  users: Readonly<Record<string, DoubleUser>>,
  metadata: Metadata,
): DoubleUser | undefined {
  const [, encoded = ''] = BASIC.exec(String(metadata.get('authorization')[0] ?? '')) ?? [];
  const [name = '', ...rest] = Buffer.from(encoded, 'base64').toString().split(':');
  const user = Object.hasOwn(users, name) ? users[name] : undefined;
  return user?.password === rest.join(':') ? user : undefined;
}

function deny(call: ServerInterceptingCallInterface, code: status): void {
  const metadata = new Metadata();
  metadata.set('exception', 'access-denied');
  call.sendStatus({ code, details: 'Access Denied', metadata });
}
