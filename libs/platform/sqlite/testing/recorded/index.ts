export { putInto, RecordedDisk, type Contents } from './disk.js';
export { readRecording, recordedTo, type Operation } from './recording.js';
export { canTrace } from '../trace.js';
