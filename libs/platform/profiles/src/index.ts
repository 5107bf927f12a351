export { FILES, openEngines, type EngineOptions, type Engines } from './engines.js';
export { logOf, nestLoggerOf } from './logger.js';
export { runService, type AfterStart } from './main.js';
export {
  startService,
  VERSION,
  type RunningService,
  type ServiceDefinition,
  type ServiceOptions,
} from './service.js';
export {
  SETTING_NAMES,
  SettingsError,
  settingsOf,
  type DistributedSettings,
  type Settings,
} from './settings.js';
