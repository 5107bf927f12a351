import { Module } from '@nestjs/common';
import { ContextModule, list } from '@tamani/nest';
import { placesList } from './api/places.list.js';
import { ProjectsController } from './api/projects.controller.js';
import { SitesController } from './api/sites.controller.js';
import { projectsContext } from './projects.context.js';

export { projectsContext } from './projects.context.js';

/** The context as a Nest module. */
@Module({
  imports: [
    ContextModule.register(projectsContext, [
      ProjectsController,
      SitesController,
      list(placesList),
    ]),
  ],
})
export class ProjectsModule {}
