import { Module, type DynamicModule } from '@nestjs/common';
import { AuditModule, auditContext } from '@tamani/audit';
import { BudgetsModule, budgetsContext } from '@tamani/budgets';
import { PlatformModule, type PlatformOptions } from '@tamani/nest';
import { ProcurementModule, procurementContext } from '@tamani/procurement';
import { ProjectsModule, projectsContext } from '@tamani/projects';
import { ReportingModule, reportingContext } from '@tamani/reporting';
import type { ContextDefinition } from '@tamani/runtime';

/** Every service, in one process. */
export const contexts: readonly ContextDefinition[] = [
  projectsContext,
  budgetsContext,
  procurementContext,
  reportingContext,
  auditContext,
];

@Module({})
export class AppModule {
  static with(options: PlatformOptions): DynamicModule {
    const services = [
      ProjectsModule,
      BudgetsModule,
      ProcurementModule,
      ReportingModule,
      AuditModule,
    ];
    return { module: AppModule, imports: [PlatformModule.forRoot(options), ...services] };
  }
}
