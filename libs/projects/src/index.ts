import { Module } from '@nestjs/common';
import { ContextModule, list } from '@tamani/nest';
import { placesList } from './api/places.list.js';
import { projects } from './api/projects.routes.js';
import { sites } from './api/sites.routes.js';
import { projectsContext } from './projects.context.js';

export { projectsContext } from './projects.context.js';

const resources = [projects, sites];
const controllers = [list(placesList)];

/** The context as a Nest module. */
@Module({ imports: [ContextModule.register(projectsContext, { resources, controllers })] })
export class ProjectsModule {}
