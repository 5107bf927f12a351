import { createHash } from 'node:crypto';

/** How long a replica that did not answer is asked last. */
const AVOID_MS = 1_000;

/** The replicas of one service, in the order in which a request should try them. */
export class Replicas {
  private next = 0;
  private readonly avoidedUntilMs = new Map<string, number>();

  constructor(readonly urls: readonly string[]) {}

  /**
   * Requests with the same key start at the same replica, so that a repeat meets the request it
   * repeats; the others take turns. The rest follow, for when the first does not answer.
   */
  order(key: string | undefined): readonly string[] {
    const start = key === undefined ? this.next++ : numberOf(key);
    const turned = this.urls.map((_, at) => this.urls[(start + at) % this.urls.length] as string);
    const now = performance.now();
    const avoided = (url: string): boolean => (this.avoidedUntilMs.get(url) ?? 0) > now;
    return [...turned.filter((url) => !avoided(url)), ...turned.filter(avoided)];
  }

  avoid(url: string): void {
    this.avoidedUntilMs.set(url, performance.now() + AVOID_MS);
  }
}

const numberOf = (key: string): number => createHash('sha256').update(key).digest().readUInt32BE();
