import { TamaniClient } from '@tamani/client';
import type { Language } from '@tamani/kernel';
import type { DistributedSettings } from '@tamani/profiles';
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
      .option(
        '--json',
        this.say({ fr: 'réponse en JSON sur stdout', en: 'answer in JSON on stdout' }),
      )
      .addOption(
        new Option('--lang <code>', this.say({ fr: 'langue', en: 'language' })).choices([
          'fr',
          'en',
        ]),
      );
  }

  server(command: Command): Command {
    const token = {
      fr: 'jeton de votre émetteur (TAMANI_TOKEN) ; sans lui, les comptes de démonstration',
      en: 'token of your own issuer (TAMANI_TOKEN); without it, the demo users',
    };
    return this.address(this.common(command)).option('--token <jwt>', this.say(token));
  }

  address(command: Command): Command {
    const url = this.at.env['TAMANI_URL'] ?? 'http://127.0.0.1:3000';
    const text = {
      fr: 'adresse du serveur (TAMANI_URL)',
      en: 'address of the server (TAMANI_URL)',
    };
    return command.option('--url <url>', this.say(text), url);
  }

  files(command: Command): Command {
    const folder = this.at.env['TAMANI_DATA_DIR'] ?? './data';
    const text = {
      fr: 'dossier des fichiers (TAMANI_DATA_DIR)',
      en: 'folder of the files (TAMANI_DATA_DIR)',
    };
    return this.common(command).option('--data-dir <folder>', this.say(text), folder);
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
