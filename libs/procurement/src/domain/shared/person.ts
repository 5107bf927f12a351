import { z } from 'zod';

/** Who acted, as rules need it: the person, and whose authority was used by delegation. */
export const personSchema = z.strictObject({
  id: z.string().min(1),
  onBehalfOf: z.string().min(1).optional(),
});
export type Person = z.output<typeof personSchema>;

const faces = (person: Person): readonly string[] =>
  person.onBehalfOf === undefined ? [person.id] : [person.id, person.onBehalfOf];

/** The same human or the same authority: who acts for somebody shares that one's duties. */
export const sharesIdentity = (a: Person, b: Person): boolean =>
  faces(a).some((face) => faces(b).includes(face));

/** Adds a person to those who had a duty, once. */
export const withPerson = (people: readonly Person[], person: Person): readonly Person[] =>
  people.some((p) => p.id === person.id && p.onBehalfOf === person.onBehalfOf)
    ? people
    : [...people, person];
