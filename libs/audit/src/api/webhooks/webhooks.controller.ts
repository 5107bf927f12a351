import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import {
  Access,
  Caller,
  emptyBody,
  Id,
  Input,
  Platform,
  replyOf,
  ResourceWrites,
} from '@tamani/nest';
import type { JsonObject } from '@tamani/ports';
import type { z } from 'zod';
import { refuse } from '../../domain/webhook/webhook.rejections.js';
import { webhookSchema, webhookWithSecretSchema } from '../../read-models/webhook.resource.js';
import { WebhookService } from './webhook-service.js';
import { webhookWrites } from './webhooks.routes.js';
import { registerWebhookBody, resendBody } from './webhooks.schemas.js';

const roles = ['administrator'] as const;
const refusals = Object.keys(refuse);

/** What takes the key of the system, or what was sent before. */
@Controller('v1/webhooks')
export class WebhookController {
  private readonly writes: ResourceWrites;

  constructor(
    @Inject(Platform) platform: Platform,
    @Inject(WebhookService) private readonly service: WebhookService,
  ) {
    this.writes = new ResourceWrites(platform, webhookWrites);
  }

  @Post()
  @HttpCode(201)
  @Access({
    ...{ kind: 'create', roles, refusals, body: registerWebhookBody },
    response: webhookWithSecretSchema,
    summary: 'Register a webhook; the secret is returned only once',
  })
  async register(
    @Caller() caller: Caller,
    @Input() body: z.output<typeof registerWebhookBody>,
  ): Promise<JsonObject> {
    this.service.check(body);
    const { keyId } = this.service.secrets;
    return this.withSecret(caller, await this.writes.create(caller, { ...body, keyId }));
  }

  @Post(':id/rotate-secret')
  @HttpCode(200)
  @Access({
    ...{ kind: 'action', roles, refusals, body: emptyBody },
    response: webhookWithSecretSchema,
    summary: 'Rotate the secret; the previous one also signs for 24 hours',
  })
  async rotate(@Caller() caller: Caller, @Id() id: string): Promise<JsonObject> {
    const { keyId } = this.service.secrets;
    const rotated = await this.writes.act('rotate-secret', caller, { id, body: { keyId } });
    return this.withSecret(caller, rotated);
  }

  @Post(':id/resend')
  @HttpCode(200)
  @Access({
    ...{ kind: 'action', roles, refusals, body: resendBody },
    response: webhookSchema,
    summary: 'Send the message of a delivery again',
  })
  async resend(
    @Caller() caller: Caller,
    @Id() id: string,
    @Input() { deliveryId }: z.output<typeof resendBody>,
  ): Promise<JsonObject> {
    const { messageId, stream, revision } = await this.service.delivery(id, deliveryId);
    return this.writes.act('resend', caller, { id, body: { messageId, stream, revision } });
  }

  /** The secret is shown once: not in a repeat, and nothing on the way may keep the answer. */
  private withSecret(caller: Caller, webhook: JsonObject): JsonObject {
    const reply = replyOf(caller);
    void reply?.header('cache-control', 'no-store');
    if (reply?.hasHeader('idempotent-replayed')) return { ...webhook, secret: null };
    const { id, secretVersion } = webhook as { id: string; secretVersion: number };
    return { ...webhook, secret: this.service.secrets.secretOf(id, secretVersion) };
  }
}
