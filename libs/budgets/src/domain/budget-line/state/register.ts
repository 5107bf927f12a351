/**
 * A map from ids to values as plain data, in drawers: a change copies one drawer, not all, so
 * that a line with tens of thousands of documents stays as quick as one with ten.
 */
export type Register<T> = Readonly<Record<string, Readonly<Record<string, T>>>>;

/** Ids are UUIDs: their last digits spread evenly. */
const drawerOf = (id: string): string => id.slice(-2);

export const findIn = <T>(register: Register<T>, id: string): T | undefined => {
  const drawer = register[drawerOf(id)];
  return drawer && Object.hasOwn(drawer, id) ? drawer[id] : undefined;
};

export function put<T>(register: Register<T>, id: string, value: T): Register<T> {
  const drawer = drawerOf(id);
  return { ...register, [drawer]: { ...register[drawer], [id]: value } };
}

/** All values, in no particular order. */
export const valuesOf = <T>(register: Register<T>): readonly T[] =>
  Object.values(register).flatMap((drawer) => Object.values(drawer));
