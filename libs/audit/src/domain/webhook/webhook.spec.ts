import { expect, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import type { WebhookCommand } from './webhook.commands.js';
import { webhook } from './webhook.decide.js';
import type { WebhookEvent } from './webhook.events.js';
import { TYPE_PATTERN, wants } from './webhook.state.js';

const spec = givenWhenThen(webhook);
const by = { id: 'administrator' };
const at = '2026-10-15T10:00:00.000Z';
const registered = {
  type: 'WebhookRegistered',
  data: {
    ...{ url: 'https://example.org/in', types: ['procurement.*'], description: 'Stock' },
    ...{ keyId: 'k1', secretVersion: 1, at, by },
  },
} satisfies WebhookEvent;
const paused = { type: 'WebhookPaused', data: { by } } satisfies WebhookEvent;
const closed = { type: 'WebhookClosed', data: { by } } satisfies WebhookEvent;
const disable = { type: 'DisableWebhook', reason: 'gone', detail: 'HTTP 410' } as const;

test('registered, with the first version of its secret', () => {
  const { secretVersion: _, ...data } = registered.data;
  spec
    .given()
    .when({ type: 'RegisterWebhook', ...data })
    .then([registered]);
});

test('a new secret has the next version; the one before counts for a while, of the same key', () => {
  const rotate = (keyId: string) => ({ type: 'RotateWebhookSecret', keyId, at, by }) as const;
  const same = spec.given([registered]).when(rotate('k1'));
  same.thenState({ secretVersion: 2, rotatedAt: at });
  spec.given([registered]).when(rotate('k2')).thenState({ keyId: 'k2', rotatedAt: undefined });
});

test('paused, resumed, disabled by a receiver that is gone, resumed again', () => {
  const resume = { type: 'ResumeWebhook', at, by } as const;
  spec.given([registered]).when({ type: 'PauseWebhook', by }).then([paused]);
  spec.given([registered, paused]).when(resume).thenState({ status: 'active', activeSince: at });
  const disabled = spec.given([registered]).when(disable);
  disabled.thenState({ status: 'disabled', reason: 'gone: HTTP 410' });
  spec
    .given([registered, ...disabled.events()])
    .when(resume)
    .thenState({ reason: undefined });
  spec.given([registered]).when(resume).thenRejected('webhook_wrong_status', { status: 'active' });
  spec.given([registered, paused]).when(disable).then([]);
});

test.each([
  { type: 'PauseWebhook', by },
  { type: 'ResumeWebhook', at, by },
  { type: 'RotateWebhookSecret', keyId: 'k1', at, by },
  { type: 'CloseWebhook', by },
  { type: 'RequestWebhookTest', by },
  { type: 'RequestWebhookResend', messageId: 'm', stream: 's-1', revision: '0', by },
] satisfies readonly WebhookCommand[])('closed is the end: $type', (command) => {
  spec.given([registered, closed]).when(command).thenRejected('webhook_wrong_status');
});

test.each([
  [['*'], 'budgets.FundsReserved.v1', true],
  [['procurement.*'], 'procurement.ReceiptPosted.v1', true],
  [['procurement.*'], 'procurementx.ReceiptPosted.v1', false],
  [['procurement.ReceiptPosted.v1'], 'procurement.ReceiptPosted.v1', true],
  [['procurement.ReceiptPosted.v1'], 'procurement.ReceiptPosted.v10', false],
])('%j wants %s: %s', (patterns, type, expected) => {
  expect(wants(patterns, type)).toBe(expected);
  for (const pattern of patterns) expect(pattern).toMatch(TYPE_PATTERN);
});
