import { Module } from '@nestjs/common';
import { ContextModule } from '@tamani/nest';
import { EventsController } from './api/events.controller.js';
import { auditContext } from './audit.context.js';

export { auditContext } from './audit.context.js';

/** The context as a Nest module. */
@Module({ imports: [ContextModule.register(auditContext, { controllers: [EventsController] })] })
export class AuditModule {}
