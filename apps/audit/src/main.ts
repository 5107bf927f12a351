import 'reflect-metadata';
import { AuditModule, auditContext } from '@tamani/audit';
import { budgetsContext } from '@tamani/budgets';
import { procurementContext } from '@tamani/procurement';
import { runService } from '@tamani/profiles';
import { projectsContext } from '@tamani/projects';
import { reportingContext } from '@tamani/reporting';

/** The audit service alone, of the distributed profile. */
runService({
  name: 'audit',
  contexts: [auditContext],
  modules: [AuditModule],
  reads: [projectsContext, budgetsContext, procurementContext, reportingContext],
});
