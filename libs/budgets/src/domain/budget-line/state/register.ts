/**
 * An immutable map from ids to values, as plain data: a tree of sixteen
 * branches by the hash of the id. A change copies one path of it, so that a line with tens of
 * thousands of documents stays as quick as one with ten.
 */
export type Register<T> = Leaf<T> | Branch<T>;
type Entry<T> = readonly [id: string, value: T];
interface Leaf<T> {
  readonly entries: readonly Entry<T>[];
}
interface Branch<T> {
  readonly branches: readonly Register<T>[];
}

const NOTHING: Leaf<never> = { entries: [] };
export const emptyRegister = <T>(): Register<T> => NOTHING;

/** A leaf that grows above this is split. */
const LEAF_SIZE = 8;
const WIDTH_BITS = 4;
const WIDTH = 1 << WIDTH_BITS;
const HASH_BITS = 32;

/** FNV-1a: spreads any ids, not only random ones. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

const branchOf = (hash: number, level: number): number =>
  (hash >>> (level * WIDTH_BITS)) & (WIDTH - 1);

/** The value of an id; undefined if absent. */
export function findIn<T>(register: Register<T>, id: string): T | undefined {
  const hash = hashOf(id);
  let node = register;
  for (let level = 0; 'branches' in node; level++) {
    node = node.branches[branchOf(hash, level)] ?? NOTHING;
  }
  return node.entries.find(([key]) => key === id)?.[1];
}

/** A register with the value added; the given one is unchanged. */
export const put = <T>(register: Register<T>, id: string, value: T): Register<T> =>
  putAt(register, { id, value, hash: hashOf(id) }, 0);

interface Putting<T> {
  readonly id: string;
  readonly value: T;
  readonly hash: number;
}

function putAt<T>(node: Register<T>, entry: Putting<T>, level: number): Register<T> {
  if ('branches' in node) {
    const index = branchOf(entry.hash, level);
    const branches = node.branches.slice();
    branches[index] = putAt(branches[index] ?? emptyRegister<T>(), entry, level + 1);
    return { branches };
  }
  const others = node.entries.filter(([key]) => key !== entry.id);
  const entries: readonly Entry<T>[] = [...others, [entry.id, entry.value]];
  const fits = entries.length <= LEAF_SIZE || level * WIDTH_BITS >= HASH_BITS;
  return fits ? { entries } : split(entries, level);
}

function split<T>(entries: readonly Entry<T>[], level: number): Branch<T> {
  const parts: Entry<T>[][] = Array.from({ length: WIDTH }, () => []);
  for (const entry of entries) parts[branchOf(hashOf(entry[0]), level)]?.push(entry);
  return { branches: parts.map((part) => ({ entries: part })) };
}

/** All values, in no particular order. */
export const valuesOf = <T>(register: Register<T>): readonly T[] =>
  'branches' in register
    ? register.branches.flatMap((branch) => valuesOf(branch))
    : register.entries.map(([, value]) => value);
