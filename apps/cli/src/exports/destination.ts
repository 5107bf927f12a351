import { constants } from 'node:fs';
import { lstat, open, readFile, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';

/** Where an export goes: standard output, or a file that is replaced once it is whole. */
export interface Destination {
  /** Where the walk continues; undefined at its start. */
  readonly from: Progress | undefined;
  /** Appends a page, and stores the start of the next one. */
  write(text: string, next: Progress): Promise<void>;
  /** Puts the whole file in its place. */
  finish(): Promise<void>;
  /** After `finish`, or without it: what is there is kept for the next run. */
  close(): Promise<void>;
}

export interface Progress {
  /** Address of the next page; undefined after the last. */
  readonly next: string | undefined;
  readonly lines: number;
}

/** Why a file cannot be written; `kind` selects the message. */
export class BadDestination extends Error {
  override readonly name = 'BadDestination';
  constructor(
    readonly file: string,
    readonly kind: 'link' | 'folder' | 'special' | 'unwritable',
    readonly why = '',
  ) {
    super(`${file}: ${kind}`);
  }
}

export const standardOutput = (out: (text: string) => void): Destination => ({
  from: undefined,
  write: async (text) => out(text),
  finish: async () => undefined,
  close: async () => undefined,
});

/** Stored with the partial file of an interrupted export. */
interface Mark extends Progress {
  /** The request of the export: another request starts again. */
  readonly request: string;
  readonly bytes: number;
}

/**
 * A file beside the wanted one takes the pages (`<file>.part`), with a mark of how far they go
 * (`<file>.part.json`). The same request goes on where an interrupted one has stopped. Throws
 * BadDestination for a link, a folder or a device, which are never replaced.
 */
export async function fileDestination(file: string, request: string): Promise<Destination> {
  const part = `${file}.part`;
  const mark = `${part}.json`;
  for (const one of [file, part, mark]) await refuseSpecial(one);
  const before = await readMark(mark, request);
  const handle = await opened(part, file);
  const known = before && (await handle.stat()).size >= before.bytes ? before : undefined;
  let bytes = known?.bytes ?? 0;
  await handle.truncate(bytes);
  return {
    from: known,
    write: async (text, next) => {
      bytes += (await handle.write(text, bytes)).bytesWritten;
      await writeFile(mark, JSON.stringify({ request, bytes, ...next } satisfies Mark));
    },
    finish: async () => {
      await handle.sync();
      await refuseSpecial(file);
      await rename(part, file);
      await rm(mark, { force: true });
    },
    close: () => handle.close(),
  };
}

async function refuseSpecial(file: string): Promise<void> {
  const found = await lstat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new BadDestination(file, 'unwritable', error.message);
  });
  if (!found || found.isFile()) return;
  const kind = found.isSymbolicLink() ? 'link' : found.isDirectory() ? 'folder' : 'special';
  throw new BadDestination(file, kind);
}

async function opened(part: string, file: string): Promise<FileHandle> {
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW;
  return open(part, flags, 0o640).catch((error: Error) => {
    throw new BadDestination(file, 'unwritable', error.message);
  });
}

async function readMark(mark: string, request: string): Promise<Mark | undefined> {
  try {
    const found = JSON.parse(await readFile(mark, 'utf8')) as Mark;
    return found.request === request && found.next !== undefined ? found : undefined;
  } catch {
    // None, or one that was cut off: from the start.
    return undefined;
  }
}
