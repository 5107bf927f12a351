import { setTimeout as pause } from 'node:timers/promises';
import { startGateway, type Gateway } from '../src/gateway.js';
import type { Limits } from '../src/limits.js';
import { SERVICES, type GatewaySettings, type ServiceName } from '../src/settings.js';
import { StandIn, type Own, type Seen } from './stand-in.js';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface RigOptions {
  readonly limits?: Partial<Limits>;
  readonly own?: Readonly<Record<string, Own>>;
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly ca?: string;
}

/** A gateway before five services that answer with what they got. */
export class Rig {
  private constructor(
    private readonly gateway: Gateway,
    private readonly services: readonly StandIn[],
  ) {}

  /** Not waited for with `tls`: whether the gateway gets on with it, is for the test to say. */
  static async open({ limits = {}, own, tls, ca }: RigOptions = {}): Promise<Rig> {
    const named = await Promise.all(
      SERVICES.map(async (name) => [name, await StandIn.start(name, own, tls)] as const),
    );
    const upstreams = Object.fromEntries(
      named.map(([name, { url }]) => [name, [url]]),
    ) as unknown as Record<ServiceName, readonly string[]>;
    const settings: GatewaySettings = {
      ...{ port: 0, host: '127.0.0.1', logLevel: 'silent', upstreams, limits },
      ca,
    };
    const rig = new Rig(
      await startGateway(settings, quiet),
      named.map(([, service]) => service),
    );
    while (!tls && !(await fetch(`${rig.url}/readyz`)).ok) await pause(10);
    return rig;
  }

  get url(): string {
    return this.gateway.url;
  }

  /** What the services have got, without the gateway's own questions. */
  get seen(): readonly Seen[] {
    return this.services.flatMap(({ seen }) => seen);
  }

  /** A figure of /metrics. */
  async figure(name: string): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    return Number(new RegExp(`^tamani_gateway_${name} (\\d+)`, 'm').exec(text)?.[1]);
  }

  /** Waits until only the question itself is in hand. */
  async isIdle(withinMs = 3_000): Promise<boolean> {
    for (const end = performance.now() + withinMs; performance.now() < end; await pause(10))
      if ((await this.figure('requests_in_hand')) === 1) return true;
    return false;
  }

  async close(): Promise<void> {
    await this.gateway.close();
    for (const service of this.services) service.stop();
  }
}
