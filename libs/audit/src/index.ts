import { Module } from '@nestjs/common';
import { ContextModule } from '@tamani/nest';
import { entitiesList } from './api/entities.list.js';
import { EventController } from './api/events.controller.js';
import { eventsList } from './api/events.list.js';
import { WebhookService } from './api/webhooks/webhook-service.js';
import { deliveriesList } from './api/webhooks/deliveries.list.js';
import { WebhookController } from './api/webhooks/webhooks.controller.js';
import { webhooks } from './api/webhooks/webhooks.routes.js';
import { auditContext } from './audit.context.js';

export { auditContext } from './audit.context.js';

const resources = [webhooks];
const lists = [eventsList, entitiesList, deliveriesList];

/** The context as a Nest module. */
@Module({
  imports: [ContextModule.register(auditContext, { resources, lists })],
  controllers: [EventController, WebhookController],
  providers: [WebhookService],
})
export class AuditModule {}
