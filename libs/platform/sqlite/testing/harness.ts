import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Port {
  close(): Promise<void>;
}

export interface FileHarness<P extends Port> {
  /** What is open now. */
  readonly current: P;
  reopen(): Promise<P>;
  dispose(): Promise<void>;
}

/** A port on a file of its own, which a contract suite may close and open again. */
export function onFile<P extends Port>(open: (file: string) => P): FileHarness<P> {
  const folder = mkdtempSync(join(tmpdir(), 'tamani-contract-'));
  const file = join(folder, 'contract.db');
  let current = open(file);
  return {
    get current() {
      return current;
    },
    async reopen() {
      await current.close();
      current = open(file);
      return current;
    },
    async dispose() {
      await current.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
