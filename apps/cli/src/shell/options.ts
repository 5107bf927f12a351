import { TamaniClient } from '@tamani/client';
import type { DistributedSettings } from '@tamani/profiles';
import { texts, type Language } from '@tamani/texts';
import { Option, type Command } from 'commander';
import { resolve } from 'node:path';
import type { ExitCode } from './exit-codes.js';
import { Output, type Terminal } from './output.js';
import { sayIn, type Say } from './language.js';

/** What a command runs in: the user's words, environment and terminal. */
export interface Surroundings {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  readonly language: Language;
}

/** Where a command says how it ended. */
export type Ended = (code: ExitCode) => void;

export interface CommonOptions {
  readonly json?: boolean;
}

export interface ServerOptions extends CommonOptions {
  readonly url: string;
  readonly token?: string;
}

export interface FileOptions extends CommonOptions {
  readonly dataDir: string;
}

/** Adds the options of every command to one of them. */
export class OptionSets {
  private readonly say: Say;

  constructor(private readonly at: Surroundings) {
    this.say = sayIn(at.language);
  }

  common(command: Command): Command {
    return command
      .option('--json', this.say('json_option'))
      .addOption(new Option('--lang <code>', this.say('language_option')).choices(texts.languages));
  }

  server(command: Command): Command {
    const withAddress = this.address(this.common(command));
    return withAddress.option('--token <jwt>', this.say('token_option'));
  }

  address(command: Command): Command {
    const url = this.at.env['TAMANI_URL'] ?? 'http://127.0.0.1:3000';
    return command.option('--url <url>', this.say('url_option'), url);
  }

  files(command: Command): Command {
    const folder = this.at.env['TAMANI_DATA_DIR'] ?? './data';
    const about = this.say('data_dir_option');
    return this.common(command).option('--data-dir <folder>', about, folder);
  }

  /** The token is not an option's default, so that `--help` never prints it. */
  client(options: ServerOptions): TamaniClient {
    const token = options.token ?? this.at.env['TAMANI_TOKEN'];
    return new TamaniClient({
      baseUrl: options.url.replace(/\/+$/, ''),
      language: this.at.language,
      ...(token === undefined ? {} : { token }),
    });
  }

  output(options: CommonOptions): Output {
    return new Output(this.at.terminal, this.at.language, options.json === true);
  }

  /** The files of a folder, or the servers of the distributed profile (TAMANI_PROFILE). */
  async place(options: FileOptions): Promise<{
    readonly folder: string;
    readonly distributed?: DistributedSettings;
  }> {
    const folder = this.folder(options);
    if (this.at.env['TAMANI_PROFILE'] !== 'distributed') return { folder };
    const { settingsOf } = await import('@tamani/profiles');
    const { distributed } = settingsOf({ ...this.at.env, TAMANI_DATA_DIR: folder });
    return distributed ? { folder, distributed } : { folder };
  }

  folder(options: FileOptions): string {
    return resolve(options.dataDir);
  }
}
