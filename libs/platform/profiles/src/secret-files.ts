import { inEveryLanguage } from '@tamani/texts';
import { readFileSync } from 'node:fs';

/** A setting that the program cannot start with; the message names it. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

type Env = Readonly<Record<string, string | undefined>>;

const SUFFIX = '_FILE';

/** A value may be in a file: `TAMANI_X_FILE` is read as `TAMANI_X`, without its last line break. */
export function withSecretsOfFiles(env: Env): Env {
  const named = Object.entries(env).filter(([name]) => name.endsWith(SUFFIX));
  const read = named.map(([name, path = '']) => {
    const setting = name.slice(0, -SUFFIX.length);
    if (env[setting] !== undefined) {
      throw new SettingsError(`${setting}, ${name}: ${inEveryLanguage('setting_twice')}`);
    }
    return [setting, contentOf(name, path)];
  });
  return { ...env, ...Object.fromEntries(read) };
}

function contentOf(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new SettingsError(`${name}=${path}: ${inEveryLanguage('setting_file_unread')} (${code})`);
  }
}
