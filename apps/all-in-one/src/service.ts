import { AuditModule, auditContext } from '@tamani/audit';
import { BudgetsModule, budgetsContext } from '@tamani/budgets';
import { ProcurementModule, procurementContext } from '@tamani/procurement';
import type { ServiceDefinition } from '@tamani/profiles';
import { ProjectsModule, projectsContext } from '@tamani/projects';
import { ReportingModule, reportingContext } from '@tamani/reporting';

/** Every service, in one process. */
export const allInOne: ServiceDefinition = {
  name: 'all-in-one',
  contexts: [projectsContext, budgetsContext, procurementContext, reportingContext, auditContext],
  modules: [ProjectsModule, BudgetsModule, ProcurementModule, ReportingModule, AuditModule],
};
