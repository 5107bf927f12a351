import type { Address, Translate } from './tcp-proxy.js';

const SIZE_BYTES = 4;

/**
 * A broker tells its clients where it is to be found, and they go there, past the proxy. So its
 * answers name the proxy's port instead: host and port stand in them as a text with its length
 * and an int32 (Metadata, FindCoordinator). Answers go through whole, each after its size.
 */
export function announcedAt(broker: Address, port: number): Translate {
  const real = announcement(broker);
  const own = announcement({ ...broker, port });
  return () => {
    let rest: Buffer = Buffer.alloc(0);
    return (bytes) => {
      rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      const end = wholeAnswers(rest);
      const whole = Buffer.from(rest.subarray(0, end));
      rest = rest.subarray(end);
      for (let at = whole.indexOf(real); at >= 0; at = whole.indexOf(real, at + own.length))
        own.copy(whole, at);
      return whole;
    };
  };
}

function announcement({ host, port }: Address): Buffer {
  const bytes = Buffer.alloc(2 + host.length + 4);
  bytes.writeInt16BE(host.length, 0);
  bytes.write(host, 2, 'latin1');
  bytes.writeInt32BE(port, 2 + host.length);
  return bytes;
}

/** Where the last complete answer ends. */
function wholeAnswers(bytes: Buffer): number {
  let end = 0;
  while (bytes.length - end >= SIZE_BYTES) {
    const next = end + SIZE_BYTES + bytes.readInt32BE(end);
    if (next > bytes.length) return end;
    end = next;
  }
  return end;
}
