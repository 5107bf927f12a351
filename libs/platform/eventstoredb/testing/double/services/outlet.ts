import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { StoredEvent } from '@tamani/ports';
import type { FaultAction } from '../faults/rules.js';
import { eventMessage } from '../wire/messages.js';
import { Refusal, serviceError } from '../wire/refusals.js';

export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** The answer to a read or a subscription: waits for a slow reader, stops for one that is gone. */
export class Outlet {
  /** Aborts when the reader, or the double, is gone. */
  readonly signal: AbortSignal;
  private readonly end: Extract<FaultAction, { kind: 'end' }> | undefined;
  private readonly leaving = new AbortController();
  private events = 0;

  constructor(
    private readonly call: ReadCall,
    life: AbortSignal,
    fault: FaultAction | undefined,
  ) {
    this.signal = AbortSignal.any([this.leaving.signal, life]);
    this.end = fault?.kind === 'end' ? fault : undefined;
    const abort = (): void => this.leaving.abort();
    for (const event of ['cancelled', 'close', 'error']) call.on(event, abort);
  }

  /** Sends an event; throws when it is the one that a bad day takes. */
  async event(event: StoredEvent): Promise<void> {
    this.checkEnd();
    this.events += 1;
    await this.send(eventMessage(event));
  }

  async send(message: ReadResp): Promise<void> {
    if (this.signal.aborted || this.call.write(message)) return;
    await this.drained();
  }

  /** The end of the answer, once everything before it has been taken. */
  finish(): void {
    if (!this.signal.aborted) this.call.end();
  }

  /** A fault that ends after no event does so before the first. */
  checkEnd(): void {
    if (this.end && this.events >= this.end.afterEvents)
      throw new Refusal('lost', '', this.end.code);
  }

  /** Until the reader has gone. */
  gone(): Promise<void> {
    const { signal } = this;
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
  }

  fail(error: unknown): void {
    if (!this.signal.aborted) this.call.emit('error', serviceError(error));
  }

  private drained(): Promise<void> {
    const { call, signal } = this;
    return new Promise((resolve) => {
      const done = (): void => {
        call.off('drain', done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      call.on('drain', done);
      signal.addEventListener('abort', done);
    });
  }
}
