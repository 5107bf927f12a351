export { openSqliteBus, SqliteBus } from './bus/bus.js';
export { openSqliteEventStore, SqliteEventStore } from './event-store/event-store.js';
export { openSqliteReadStore, SqliteReadStore } from './read-store/read-store.js';
export { verifyBusFile } from './integrity/bus-file.js';
export { verifyEventsFile } from './integrity/events-file.js';
export type { Damage } from './integrity/inspect.js';
export { verifyReadsFile } from './integrity/reads-file.js';
export { makeFolder, syncFile, syncFolder } from './database/folder.js';
export { copyLog, replaceLog } from './integrity/copy-log.js';
