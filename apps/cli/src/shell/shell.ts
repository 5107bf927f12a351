import { TamaniClient } from '@tamani/client';
import type { DistributedSettings } from '@tamani/profiles';
import { texts, type Language } from '@tamani/texts';
import { Command, Option } from 'commander';
import { resolve } from 'node:path';
import type { ExitCode } from './exit-codes.js';
import { sayIn, type Say } from './language.js';
import { Output, type Terminal } from './output.js';

/** What a command runs in: the user's words, environment and terminal. */
export interface Surroundings {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  readonly language: Language;
}

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

/** What every command is made with: its words, the options that commands share, its end. */
export class Shell {
  readonly say: Say;

  constructor(
    readonly at: Surroundings,
    private readonly ended: (code: ExitCode) => void,
  ) {
    this.say = sayIn(at.language);
  }

  /** A command with the options of every command; `help` follows its options. */
  command(name: string, about: string, help?: string): Command {
    const lang = new Option('--lang <code>', this.say('language_option'));
    const command = this.group(name, about)
      .option('--json', this.say('json_option'))
      .addOption(lang.choices(texts.languages));
    return help === undefined ? command : command.addHelpText('after', `\n${help}`);
  }

  /** A command that only has others. */
  group(name: string, about: string): Command {
    return new Command(name).description(about);
  }

  /** Adds the address and the token of a server. */
  server(command: Command): Command {
    return this.address(command).option('--token <jwt>', this.say('token_option'));
  }

  address(command: Command): Command {
    const url = this.at.env['TAMANI_URL'] ?? 'http://127.0.0.1:3000';
    return command.option('--url <url>', this.say('url_option'), url);
  }

  /** Adds the folder of a system's files. */
  files(command: Command): Command {
    const folder = this.at.env['TAMANI_DATA_DIR'] ?? './data';
    return command.option('--data-dir <folder>', this.say('data_dir_option'), folder);
  }

  /** Waits for the work of a command and keeps how it ended. */
  async ends(work: Promise<ExitCode>): Promise<void> {
    this.ended(await work);
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
    const folder = resolve(options.dataDir);
    if (this.at.env['TAMANI_PROFILE'] !== 'distributed') return { folder };
    const { settingsOf } = await import('@tamani/profiles');
    const { distributed } = settingsOf({ ...this.at.env, TAMANI_DATA_DIR: folder });
    return distributed ? { folder, distributed } : { folder };
  }
}
