import 'reflect-metadata';
import { runService } from '@tamani/profiles';
import { ProjectsModule, projectsContext } from '@tamani/projects';

/** The projects service alone, of the distributed profile. */
runService({
  name: 'projects',
  contexts: [projectsContext],
  modules: [ProjectsModule],
});
