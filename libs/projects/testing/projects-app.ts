import { ContextApp, openContext } from '@tamani/nest/testing';
import { projectsContext, ProjectsModule } from '../src/index.js';

/** The context's REST API. */
export const openProjects = async (): Promise<ContextApp> =>
  new ContextApp(await openContext({ context: projectsContext, module: ProjectsModule }));
