import { logTimeOf } from '@tamani/kernel';
import { z } from 'zod';

/** A day is all of it: from its first, or to its last, millisecond. */
const momentOf = (text: string, time: string): string => {
  if (text.length === 'YYYY-MM-DD'.length) return `${text}T${time}Z`;
  const [seconds = '', fraction = ''] = text.slice(0, -1).split('.');
  return `${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
};

const dayOrMoment = z.union([z.iso.date(), z.iso.datetime()], { error: 'moment_malformed' });
const moment = (time: string) => dayOrMoment.transform((text) => momentOf(text, time));

/** A day, from its start, or a moment in UTC; as the log has them, with milliseconds. */
export const momentFrom = moment('00:00:00.000');
/** A day, to its end, or a moment in UTC. */
export const momentTo = moment('23:59:59.999');
/** A day, to its end, or a moment in UTC, in the time of the log: what `knownAt` takes. */
export const logMoment = dayOrMoment.transform(logTimeOf);
