/** What every program needs to start, without the drivers of the engines. */
export { logOf } from './logger.js';
export { SettingsError } from './settings.js';
