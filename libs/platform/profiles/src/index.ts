export { FILES, openEngines } from './engines.js';
export { logOf } from './logger.js';
export { runService } from './main.js';
export { type RunningService, type ServiceDefinition } from './service.js';
export { SettingsError, settingsOf, type DistributedSettings } from './settings.js';
