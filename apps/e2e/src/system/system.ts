import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** A whole system, of either profile, as the suites see it. */
export interface System {
  readonly url: string;
  /** Settings that lead the operators' commands to it. */
  readonly settings: Readonly<Record<string, string>>;
  /** Starts what does not run. Not ready yet. */
  up(): void;
  /** Says whether all of it answers. */
  isReady(): Promise<boolean>;
  /** `kill -9` of a part: of the process, or of all replicas of one service, each time the next. */
  kill(): Promise<void>;
  /** An orderly stop of all; the exit code, of the one that went wrong if any did. */
  stop(): Promise<number | null>;
  /** `kill -9` of all, and its data is removed. */
  dispose(): Promise<void>;
  /** False when a process has ended that should run. */
  isRunning(): boolean;
  /** What its processes have written lately. */
  log(): string;
}

export type Env = Readonly<Record<string, string>>;

/** Free ports; all held at once, so that they differ. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const probes = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(probes.map((probe) => once(probe, 'listening')));
  const ports = probes.map((probe) => (probe.address() as AddressInfo).port);
  await Promise.all(probes.map((probe) => once(probe.close(), 'close')));
  return ports;
}
