import type { Answer, Resource, TamaniClient } from '@tamani/client';

/** Inputs of a demonstration step: the API, the date and stable keys. */
export interface DemoContext {
  readonly api: TamaniClient;
  /** The business day that the data set is made for. */
  readonly today: string;
  /** `key('ansongo', 'submit')`: the same Idempotency-Key on every run of the same day. */
  key(...parts: readonly string[]): string;
}

export const contextOf = (api: TamaniClient, today: string): DemoContext => ({
  api,
  today,
  key: (...parts) => ['demo', today, ...parts].join(':').replace(/[^\x21-\x7e]/g, '-'),
});

export const xof = (amount: number) => ({ amount: String(amount), currency: 'XOF' });
export const usd = (amount: number) => ({ amount: `${amount}.00`, currency: 'USD' });

/** An action at the current revision; its key consists of the resource's key and the action. */
export function actOn(
  demo: DemoContext,
  user: string,
  step: {
    resource: string;
    action: string;
    key: string;
    body?: unknown;
  },
): Promise<Answer<Resource>> {
  const { resource, key, ...request } = step;
  return demo.api.act(user, resource, { ...request, key: demo.key(key, step.action) });
}
