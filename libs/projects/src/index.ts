import { Module } from '@nestjs/common';
import { ContextModule } from '@tamani/nest';
import { placesList } from './api/places.list.js';
import { projects } from './api/projects.routes.js';
import { sites } from './api/sites.routes.js';
import { projectsContext } from './projects.context.js';

export { projectsContext } from './projects.context.js';

const resources = [projects, sites];
const lists = [placesList];

/** The context as a Nest module. */
@Module({ imports: [ContextModule.register(projectsContext, { resources, lists })] })
export class ProjectsModule {}
