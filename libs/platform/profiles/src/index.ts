export { BackupRefused, backUp, putBack, type BackupNote } from './integrity/backup.js';
export { eraseDerived, SEED_FILE } from './integrity/derived.js';
export { syncFolderOf } from '@tamani/nest';
export { FILES, openEngines } from './engines.js';
export { verifyFolder, type Damage, type FolderPart } from './integrity/integrity.js';
export { runService } from './main.js';
export { type RunningService, type ServiceDefinition } from './service.js';
export { settingsOf, type DistributedSettings } from './settings.js';
