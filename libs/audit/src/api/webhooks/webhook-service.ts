import { Inject, Injectable } from '@nestjs/common';
import { invariant, Rejected } from '@tamani/kernel';
import { Platform } from '@tamani/nest';
import { refuse } from '../../domain/webhook/webhook.rejections.js';
import { wants } from '../../domain/webhook/webhook.state.js';
import { AddressRefused, Addresses } from '../../webhooks/addresses.js';
import { DeliveryLog, type Delivery } from '../../webhooks/delivery-log.js';
import { WebhookDispatcher } from '../../webhooks/dispatcher.js';
import { WebhookSecrets } from '../../webhooks/secrets.js';

/** What the routes of webhooks need, and the dispatcher that runs as long as the process serves. */
@Injectable()
export class WebhookService {
  readonly secrets: WebhookSecrets;
  private readonly addresses: Addresses;
  private readonly log: DeliveryLog;
  private readonly dispatcher: WebhookDispatcher;

  constructor(@Inject(Platform) private readonly platform: Platform) {
    const { runtime, outbound } = platform;
    invariant(outbound, 'the audit service needs the settings of what goes out');
    this.secrets = new WebhookSecrets(outbound.key);
    this.addresses = new Addresses(outbound.hosts);
    this.log = new DeliveryLog(runtime.ports.reads);
    const { secrets, addresses } = this;
    const { owner } = runtime;
    this.dispatcher = new WebhookDispatcher({ runtime, secrets, addresses, owner });
  }

  onApplicationBootstrap(): Promise<void> {
    return this.dispatcher.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.dispatcher.stop();
  }

  /** Throws Rejected for an address that is never called, or a type that nobody publishes. */
  check({ url, types }: { readonly url: string; readonly types: readonly string[] }): void {
    try {
      this.addresses.check(new URL(url));
    } catch (error) {
      if (!(error instanceof AddressRefused)) throw error;
      throw new Rejected(refuse.webhook_address_refused({ host: error.message }));
    }
    const published = this.platform.runtime.known.flatMap(({ messages }) =>
      Object.keys(messages ?? {}),
    );
    const unknown = types.find((type) => !published.some((one) => wants([type], one)));
    if (unknown !== undefined) throw new Rejected(refuse.webhook_type_unknown({ type: unknown }));
  }

  /** A delivery that can be sent again. Throws Rejected. */
  async delivery(webhookId: string, id: string): Promise<Delivery> {
    const found = await this.log.one(webhookId, id);
    if (!found) throw new Rejected(refuse.webhook_delivery_unknown({ id }));
    return found;
  }
}
