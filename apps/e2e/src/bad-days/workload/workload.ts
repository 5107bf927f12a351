import type { Client } from './client.js';
import { Purchase } from './purchase.js';

/** Purchases on the rich line only, on both lines, and how many of these find money. */
export const SIZE = { onRich: 1, onBoth: 2, poorFor: 1 } as const;

/** Their names. */
export const PURCHASES = Array.from({ length: SIZE.onRich + SIZE.onBoth }, (_, n) => `p${n}`);

/** The purchase that finds money in any case. */
export const SURE = 'p0';

/** All purchases side by side, each beginning when the seed says; tells which have ended. */
export async function runPurchases(
  client: Client,
  ended: (name: string) => void = () => undefined,
): Promise<void> {
  const started = PURCHASES.map(async (name, n) => {
    const delayMs = client.random.below(60);
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    await new Purchase(client, name, n >= SIZE.onRich).run();
    ended(name);
  });
  const failed = (await Promise.allSettled(started)).find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}
