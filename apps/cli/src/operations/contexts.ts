import { auditContext } from '@tamani/audit';
import { budgetsContext } from '@tamani/budgets';
import { procurementContext } from '@tamani/procurement';
import { projectsContext } from '@tamani/projects';
import { reportingContext } from '@tamani/reporting';
import type { ContextDefinition } from '@tamani/runtime';

/** Every context of the system. Loaded only by the commands that open the files. */
export const contexts: readonly ContextDefinition[] = [
  projectsContext,
  budgetsContext,
  procurementContext,
  reportingContext,
  auditContext,
];
