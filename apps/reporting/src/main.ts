import 'reflect-metadata';
import { budgetsContext } from '@tamani/budgets';
import { procurementContext } from '@tamani/procurement';
import { runService } from '@tamani/profiles';
import { projectsContext } from '@tamani/projects';
import { ReportingModule, reportingContext } from '@tamani/reporting';

/** The reporting service alone, of the distributed profile. */
runService({
  name: 'reporting',
  contexts: [reportingContext],
  modules: [ReportingModule],
  reads: [budgetsContext, procurementContext, projectsContext],
});
