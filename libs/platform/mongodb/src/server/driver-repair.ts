import { createRequire } from 'node:module';

/** What is touched of the driver's class of a connection. */
interface DriverConnection {
  readonly prototype: {
    readonly socket: { emit(event: 'drain'): boolean };
    cleanup(this: DriverConnection['prototype'], error: Error): void;
  };
}

let isRepaired = false;

/**
 * A connection of the driver (7.8.0) that ends while it waits for room to write waits for ever,
 * and so does one that is written to after its socket was destroyed and before it was told. When
 * a server stops in order, all connections end at once: the monitor is then woken by the others,
 * writes, waits, and never looks for the server again until the process is restarted; a call with
 * a large batch never comes back. Here a connection that has ended waits for no room: the driver
 * then finds its error by itself.
 */
export function repairDriver(): void {
  if (isRepaired) return;
  isRepaired = true;
  const load = createRequire(createRequire(import.meta.url).resolve('mongoose'));
  const { Connection } = load('mongodb/lib/cmap/connection.js') as { Connection: DriverConnection };
  const { prototype } = Connection;
  const original = prototype.cleanup;
  prototype.cleanup = function (error) {
    original.call(this, error);
    this.socket.emit('drain');
  };
}
