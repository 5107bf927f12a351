import type { RuntimePorts } from '../runtime-ports.js';
import type { Corruptions, Part } from './corruptions.js';
import { LogMarks } from './log-marks.js';
import { watched } from './watched.js';

/** Ports whose checkpoints are marked, and whose corruption is noted wherever it is met. */
export function guardedPorts(ports: RuntimePorts, corruptions: Corruptions): RuntimePorts {
  const noteOf = (part: Part) => (error: unknown) => corruptions.note(part, error);
  const marks = new LogMarks(ports.store, noteOf('store'));
  return {
    ...ports,
    store: watched(ports.store, noteOf('store'), {
      subscribeAll: (options) => marks.subscribeAll(options),
    }),
    reads: watched(ports.reads, noteOf('reads'), {
      commit: (batch) => marks.commit(ports.reads, batch),
    }),
    bus: watched(ports.bus, noteOf('bus')),
  };
}
