import { Module } from '@nestjs/common';
import { ContextModule, list } from '@tamani/nest';
import { entitiesList } from './api/entities.list.js';
import { EventController } from './api/events.controller.js';
import { eventsList } from './api/events.list.js';
import { auditContext } from './audit.context.js';

export { auditContext } from './audit.context.js';

const controllers = [EventController, list(eventsList), list(entitiesList)];

/** The context as a Nest module. */
@Module({ imports: [ContextModule.register(auditContext, { controllers })] })
export class AuditModule {}
