import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Operation } from './recording.js';

type Change = Extract<Operation, { kind: 'write' | 'cut' }>;

interface File {
  /** What is on the disk whatever happens. */
  synced: Buffer;
  /** What was written since: any part of it may be there. */
  since: Change[];
  /** Whether its folder knows it, and whether that is on the disk. */
  isThere: boolean;
  isEntrySynced: boolean;
}

/** Disks write so much at once, or not at all. */
const SECTOR = 512;

export type Contents = ReadonlyMap<string, Buffer>;

/**
 * A disk that does what a recording says, step by step, and knows of each file what a sync has
 * made safe: so it can be looked at as a kill, or a power cut, would leave it.
 */
export class RecordedDisk {
  private readonly files = new Map<string, File>();
  private done = 0;
  private readonly told: string[] = [];

  constructor(
    private readonly operations: readonly Operation[],
    before: Contents = new Map(),
  ) {
    for (const [path, synced] of before)
      this.files.set(path, { synced, since: [], isThere: true, isEntrySynced: true });
  }

  /** What was said until now. */
  get said(): readonly string[] {
    return this.told;
  }

  /** Goes on until so many operations are done. */
  advance(to: number): void {
    for (; this.done < to; this.done += 1) this.apply(this.operations[this.done] as Operation);
  }

  /** As a kill leaves it: everything that was written. */
  afterKill(): Contents {
    const there = [...this.files].filter(([, { isThere }]) => isThere);
    return new Map(there.map(([path, file]) => [path, applied(file.synced, file.since)]));
  }

  /**
   * As a power cut leaves it: of what was not synced, some sectors and not others, in any order;
   * files and their removal only when their folder was synced, or by luck.
   */
  afterPowerCut(random: () => number): Contents {
    const luck = random();
    const contents = new Map<string, Buffer>();
    for (const [path, file] of this.files) {
      const isThere = file.isEntrySynced || random() < luck ? file.isThere : !file.isThere;
      if (isThere) contents.set(path, applied(file.synced, torn(file.since, luck, random)));
    }
    return contents;
  }

  private apply(operation: Operation): void {
    if (operation.kind === 'said') return void this.told.push(operation.text);
    if (operation.kind === 'sync') return this.sync(operation.path);
    const file = this.fileAt(operation.path);
    if (operation.kind === 'write' || operation.kind === 'cut') file.since.push(operation);
    else if (file.isThere !== (operation.kind === 'make'))
      Object.assign(file, { isThere: !file.isThere, isEntrySynced: false });
  }

  private fileAt(path: string): File {
    const known = this.files.get(path);
    if (known) return known;
    const file = { synced: Buffer.alloc(0), since: [], isThere: false, isEntrySynced: true };
    this.files.set(path, file);
    return file;
  }

  private sync(path: string): void {
    const file = this.files.get(path);
    if (file) Object.assign(file, { synced: applied(file.synced, file.since), since: [] });
    for (const [entry, there] of this.files)
      if (dirname(entry) === path) there.isEntrySynced = true;
  }
}

/** Some of the sectors of some changes; the length of a file goes with what was written last. */
function torn(changes: readonly Change[], luck: number, random: () => number): Change[] {
  return changes.flatMap((change) => {
    if (change.kind === 'cut') return random() < luck ? [change] : [];
    const { path, at, bytes } = change;
    const parts: Change[] = [];
    for (let from = 0; from < bytes.length;) {
      const to = Math.min(bytes.length, from + SECTOR - ((at + from) % SECTOR));
      if (random() < luck)
        parts.push({ kind: 'write', path, at: at + from, bytes: bytes.subarray(from, to) });
      from = to;
    }
    return parts;
  });
}

function applied(bytes: Buffer, changes: readonly Change[]): Buffer {
  const ends = changes.map((change) =>
    change.kind === 'write' ? change.at + change.bytes.length : change.size,
  );
  const room = Buffer.alloc(Math.max(bytes.length, ...ends));
  bytes.copy(room);
  let size = bytes.length;
  for (const change of changes) {
    if (change.kind === 'cut') {
      room.fill(0, change.size);
      size = change.size;
    } else {
      change.bytes.copy(room, change.at);
      size = Math.max(size, change.at + change.bytes.length);
    }
  }
  return room.subarray(0, size);
}

/** Writes what was in one folder into another one. */
export function putInto(folder: string, contents: Contents, from: string): void {
  for (const [path, bytes] of contents) {
    const file = join(folder, relative(from, path));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}
