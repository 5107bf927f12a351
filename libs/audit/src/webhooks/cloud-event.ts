import type { IntegrationEvent } from '@tamani/kernel';

/**
 * A message as the body of a webhook: CloudEvents 1.0 in structured mode. An event of the log has
 * 32 KiB at most, so a body has a bound, too.
 */
export function bodyOf(message: IntegrationEvent): string {
  const { id, type, key, data, recordedAt, effectiveAt, actor } = message;
  const { correlationId, causationId, position } = message;
  return JSON.stringify({
    specversion: '1.0',
    id,
    source: `/tamani/${type.split('.', 1)[0]}`,
    type,
    subject: key,
    time: recordedAt,
    datacontenttype: 'application/json',
    ...(effectiveAt === undefined ? {} : { effectiveat: effectiveAt }),
    actor: actor.id,
    correlationid: correlationId,
    causationid: causationId,
    position,
    data,
  });
}
