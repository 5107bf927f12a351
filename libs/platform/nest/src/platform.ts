import type { CommandContext, Runtime } from '@tamani/runtime';
import type { DemoIssuer } from './auth/demo-issuer.js';
import { TokenVerifier, type OidcSettings } from './auth/token-verifier.js';
import { AccessRecorder } from './gate/access-recorder.js';
import { RateLimiter, type RateLimit } from './gate/rate-limit.js';
import type { Caller } from './http/caller.js';

/** Outgoing connections. */
export interface Outbound {
  /** Secrets that receivers share are derived from it; 32 bytes or more. */
  readonly key: Uint8Array;
  /** Receivers that may be internal, or without TLS: `stock.interne:8080`, `*.interne`. */
  readonly hosts: readonly string[];
}

export interface PlatformOptions {
  readonly runtime: Runtime;
  /** The section's own issuer, or the demo's: one of them. */
  readonly tokens: OidcSettings | DemoIssuer;
  /** Absent where nothing leaves by itself. */
  readonly outbound?: Outbound;
  /** Shown by /readyz and in the documentation. */
  readonly version: string;
  /** Of one client; none where nobody limits it. */
  readonly rateLimit?: RateLimit;
  /** True for a process that listens before it is ready, until `prepared` is called. */
  readonly preparing?: boolean;
}

const GRACE_MS = 100;
const MAX_CORRELATIONS = 50_000;

/** What controllers and the gate need of the process they run in. */
export class Platform {
  readonly runtime: Runtime;
  readonly verifier: TokenVerifier;
  readonly demo: DemoIssuer | undefined;
  readonly issuer: string;
  readonly version: string;
  readonly outbound: Outbound | undefined;
  readonly limiter: RateLimiter | undefined;
  readonly access: AccessRecorder;
  private readonly stop = new AbortController();
  private preparing: boolean;
  private readonly correlations = new Map<string, string>();

  constructor(options: PlatformOptions) {
    const { runtime, tokens, outbound, version, rateLimit, preparing = false } = options;
    this.runtime = runtime;
    this.access = new AccessRecorder(runtime);
    const { clock } = runtime.ports;
    this.limiter = rateLimit && new RateLimiter(rateLimit, () => clock.monotonicMs());
    this.verifier = new TokenVerifier(tokens);
    this.demo = 'jwksUrl' in tokens ? undefined : tokens;
    this.issuer = tokens.issuer;
    this.version = version;
    this.outbound = outbound;
    this.preparing = preparing;
  }

  /** It answers, but is still loading its initial (demonstration) data. */
  get isPreparing(): boolean {
    return this.preparing;
  }

  /** All that it is to start with is there. */
  prepared(): void {
    this.preparing = false;
  }

  /** True from the start of a stop: nothing new is taken in hand. */
  get isStopping(): boolean {
    return this.stopped.aborted;
  }

  /** Aborted at the start of a stop: what waits or streams ends then. */
  get stopped(): AbortSignal {
    return this.stop.signal;
  }

  /** Nest's first step of a stop. */
  onModuleDestroy(): void {
    this.stop.abort();
  }

  /** Second step: for a moment new requests are answered 503 instead of cut off. */
  beforeApplicationShutdown(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, GRACE_MS));
  }

  /** Last step: all requests are answered, and the engines are still there. */
  onApplicationShutdown(): Promise<void> {
    return this.access.flush();
  }

  /** The metadata of a command to a stream; a continued purchase keeps its correlation. */
  async contextOf(caller: Caller, stream: string | undefined): Promise<CommandContext> {
    const { actor, commandId, requestHash } = caller;
    const kept = stream && (await this.correlationOf(stream));
    const correlationId = kept ?? caller.correlationId;
    return { actor, commandId, requestHash, correlationId, causationId: commandId };
  }

  /** The correlation of a stream: its first event's. One purchase keeps it over all documents. */
  private async correlationOf(stream: string): Promise<string | undefined> {
    const known = this.correlations.get(stream);
    if (known !== undefined) return known;
    const [first] = await this.runtime.ports.store.readStream(stream, { limit: 1 });
    if (!first) return undefined;
    const { correlationId } = JSON.parse(first.meta) as { correlationId: string };
    if (this.correlations.size >= MAX_CORRELATIONS) this.correlations.clear();
    this.correlations.set(stream, correlationId);
    return correlationId;
  }
}
