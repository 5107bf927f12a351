export { syncFolderOf } from '@tamani/nest';
export { FILES, openEngines } from './engines.js';
export { runService } from './main.js';
export { type RunningService, type ServiceDefinition } from './service.js';
export { settingsOf, type DistributedSettings } from './settings.js';
