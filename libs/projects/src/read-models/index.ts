import { projectsReadModel } from './projects.read-model.js';
import { sitesReadModel } from './sites.read-model.js';

/** The registry of this context's read models. */
export const readModels = [projectsReadModel, sitesReadModel] as const;
