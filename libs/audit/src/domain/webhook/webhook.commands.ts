import type { Person } from '@tamani/kernel';

interface ByPerson<T extends string> {
  readonly type: T;
  readonly by: Person;
}
export interface RegisterWebhook extends ByPerson<'RegisterWebhook'> {
  readonly url: string;
  /** `procurement.ReceiptPosted.v1`, `procurement.*` or `*`. */
  readonly types: readonly string[];
  readonly description: string;
  /** Of the key that secrets are derived with now. */
  readonly keyId: string;
  /** RFC 3339 UTC. */
  readonly at: string;
}
export interface RotateWebhookSecret extends ByPerson<'RotateWebhookSecret'> {
  readonly keyId: string;
  readonly at: string;
}
export type PauseWebhook = ByPerson<'PauseWebhook'>;
/** Back from a pause, or after the dispatcher has disabled it. */
export interface ResumeWebhook extends ByPerson<'ResumeWebhook'> {
  readonly at: string;
}
export type CloseWebhook = ByPerson<'CloseWebhook'>;
export type RequestWebhookTest = ByPerson<'RequestWebhookTest'>;
export interface RequestWebhookResend extends ByPerson<'RequestWebhookResend'> {
  readonly messageId: string;
  readonly stream: string;
  readonly revision: string;
}
export interface DisableWebhook {
  readonly type: 'DisableWebhook';
  readonly reason: 'gone' | 'failing';
  /** What the receiver answered last. */
  readonly detail: string;
}

export type WebhookCommand =
  | RegisterWebhook
  | RotateWebhookSecret
  | PauseWebhook
  | ResumeWebhook
  | CloseWebhook
  | RequestWebhookTest
  | RequestWebhookResend
  | DisableWebhook;
