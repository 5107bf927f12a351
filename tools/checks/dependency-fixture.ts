import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { installed, root } from './run.mjs';

/** Path of a file → the modules that it imports, by the names that real code uses. */
export type Tree = Readonly<Record<string, readonly string[]>>;

export interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

interface Manifest {
  readonly name: string;
  readonly exports?: unknown;
}

const DRIVERS = ['@photostructure/sqlite', '@eventstore/db-client', 'kafkajs', 'mongoose'];
const PACKAGES = [...DRIVERS, 'zod', '@nestjs/common', 'fast-check', 'commander'];

/**
 * A small repository in its own folder: the same package names and exports as the real one, so
 * that `@tamani/budgets/published` is followed as in real code, and none of its files.
 */
export async function withHouse<T>(tree: Tree, use: (folder: string) => T): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'tamani-dependencies-'));
  try {
    await linkWorkspaces(folder);
    for (const name of PACKAGES) await fakePackage(folder, name);
    for (const [path, imports] of Object.entries(tree)) {
      await write(join(folder, path), imports.map((name) => `import '${name}';\n`).join(''));
    }
    await write(
      join(folder, 'tsconfig.base.json'),
      await readFile(join(root, 'tsconfig.base.json')),
    );
    return use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the house's own rules say of a folder, sorted. */
export function violationsIn(folder: string): readonly Violation[] {
  const config = join(root, '.dependency-cruiser.cjs');
  const cruiser = installed('dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [cruiser, '--config', config, '--output-type', 'json', 'libs', 'apps'];
  const run = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const report = JSON.parse(run.stdout) as { summary: { violations: Violation[] } };
  return report.summary.violations;
}

async function linkWorkspaces(folder: string): Promise<void> {
  for (const parent of ['libs', 'libs/platform', 'apps']) {
    for (const entry of await readdir(join(root, parent))) {
      const path = join(parent, entry);
      const text = await readFile(join(root, path, 'package.json'), 'utf8').catch(() => undefined);
      if (text === undefined) continue;
      const { name } = JSON.parse(text) as Manifest;
      await write(join(folder, path, 'package.json'), text);
      const link = join(folder, 'node_modules', name);
      await mkdir(dirname(link), { recursive: true });
      await symlink(join(folder, path), link);
    }
  }
}

async function fakePackage(folder: string, name: string): Promise<void> {
  const manifest = { name, version: '1.0.0', type: 'module', exports: './index.js' };
  const path = join(folder, 'node_modules', name);
  await write(join(path, 'package.json'), JSON.stringify(manifest));
  await write(join(path, 'index.js'), 'export {};\n');
}

async function write(path: string, text: string | Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
