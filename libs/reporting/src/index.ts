import { Module } from '@nestjs/common';
import { ContextModule } from '@tamani/nest';
import { MoneyController } from './api/money.controller.js';
import { reportingContext } from './reporting.context.js';

export { reportingContext } from './reporting.context.js';

/** The context as a Nest module. */
@Module({ imports: [ContextModule.register(reportingContext, { controllers: [MoneyController] })] })
export class ReportingModule {}
