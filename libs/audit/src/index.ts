import { Module } from '@nestjs/common';
import { ContextModule } from '@tamani/nest';
import { entitiesList } from './api/entities.list.js';
import { EventController } from './api/events.controller.js';
import { eventsList } from './api/events.list.js';
import { auditContext } from './audit.context.js';

export { auditContext } from './audit.context.js';

const controllers = [EventController];
const lists = [eventsList, entitiesList];

/** The context as a Nest module. */
@Module({ imports: [ContextModule.register(auditContext, { controllers, lists })] })
export class AuditModule {}
