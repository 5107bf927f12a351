import { describe, test } from '@jest/globals';

/** A container that serves an engine, for machines with a container runtime. */
export interface ContainerSource {
  /** With its version: `mongo:8.0.15`. */
  readonly image: string;
  readonly port: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  /** The address for clients, where the port was mapped to. */
  address(host: string, port: number): string;
  /** Fixed, for a server that tells its clients under which address it is to be found. */
  readonly hostPort?: number;
}

/** Where a suite has its server from. */
export interface ServerSource {
  /** `kafka`. */
  readonly name: string;
  /** The environment variable with the address of a server started by someone else. */
  readonly variable: string;
  readonly container: ContainerSource;
}

export interface FoundServer {
  readonly address: string;
  stop(): Promise<void>;
}

/**
 * The server of a suite: that of the environment, else a container where a runtime answers. Says
 * aloud which it is, or that there is none (undefined): the suite then skips.
 */
export async function serverOf(source: ServerSource): Promise<FoundServer | undefined> {
  const { name, variable, container } = source;
  const given = process.env[variable];
  if (given !== undefined) {
    say(`${name}: the server of ${variable}`);
    return { address: given, stop: async () => undefined };
  }
  // Loaded only where it is needed: it takes a second.
  const { GenericContainer, getContainerRuntimeClient } = await import('testcontainers');
  const isRuntimeThere = await getContainerRuntimeClient().then(
    () => true,
    () => false,
  );
  if (!isRuntimeThere) {
    say(`${name}: NOT RUN: ${variable} is not set, and no container runtime answers`);
    return undefined;
  }
  say(`${name}: a container of ${container.image}`);
  const { port, hostPort } = container;
  const started = await new GenericContainer(container.image)
    .withExposedPorts(hostPort === undefined ? port : { container: port, host: hostPort })
    .withEnvironment({ ...container.environment })
    .withCommand([...(container.command ?? [])])
    .start();
  const address = container.address(started.getHost(), started.getMappedPort(port));
  return { address, stop: async () => void (await started.stop()) };
}

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** A suite on what was found; without it the suite is there, and skipped. */
export function describeOn<T>(found: T | undefined, name: string, suite: (found: T) => void): void {
  if (found !== undefined) describe(name, () => suite(found));
  else
    describe(name, () => {
      test.skip('needs what is not on this machine', () => undefined);
    });
}
