import { createRequire } from 'node:module';

interface RequestQueue {
  readonly prototype: {
    readonly pending: readonly unknown[];
    scheduleCheckPendingRequests?: (this: RequestQueue['prototype']) => void;
  };
}

/** What is touched of the driver's class of a connection. */
interface DriverConnection {
  readonly prototype: {
    bytesBuffered: number;
    bytesNeeded: number;
    chunks: Buffer[];
    isConnected(this: DriverConnection['prototype']): boolean;
    connect(this: DriverConnection['prototype']): Promise<unknown>;
  };
}

/** Of the size before each answer. */
const SIZE_BYTES = 4;

const load = createRequire(import.meta.url);
let isRepaired = false;

/** Fixes two faults of the driver (2.2.4), once per process. */
export function repairDriver(): void {
  if (isRepaired) return;
  isRepaired = true;
  stopIdlePolling();
  forgetHalfAnswers();
}

/**
 * The driver looks for throttled requests every millisecond on every connection, for ever, also
 * when none is there: half of what an idle consumer costs, and a warning on Node 24. Here it
 * looks only while a request waits; one that comes to wait starts the looking by itself.
 */
function stopIdlePolling(): void {
  const { prototype } = load('kafkajs/src/network/requestQueue') as RequestQueue;
  const original = prototype.scheduleCheckPendingRequests;
  if (!original) return;
  prototype.scheduleCheckPendingRequests = function () {
    if (this.pending.length > 0) original.call(this);
  };
}

/**
 * A connection that was cut in the middle of an answer keeps the half of it, and when it is made
 * again takes what comes for the other half: no answer is understood any more, every request runs
 * into its time, until the process is restarted. Here a new connection begins with nothing.
 */
function forgetHalfAnswers(): void {
  const { prototype } = load('kafkajs/src/network/connection') as DriverConnection;
  const original = prototype.connect;
  prototype.connect = function () {
    if (!this.isConnected()) {
      this.bytesBuffered = 0;
      this.bytesNeeded = SIZE_BYTES;
      this.chunks = [];
    }
    return original.call(this);
  };
}
