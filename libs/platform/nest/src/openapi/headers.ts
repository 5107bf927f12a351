import type { JsonObject } from '@tamani/ports';

export const header = (description: string): JsonObject => ({
  schema: { type: 'string' },
  description,
});

export const ETAG = header('Revision, to send back as If-Match');
export const POSITION = header('Position in the log, to send back as minPosition');
