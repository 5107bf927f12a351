/** Where the server is and how patient the adapter is with it. */
export interface EventStoreDbOptions {
  /** `esdb://host:2113?tls=false`, `esdb+discover://user:password@cluster:2113`. */
  readonly url: string;
  /**
   * Certificates of a private authority, in PEM, unless the URL names a `tlsCAFile` of its own:
   * the client reads no NODE_EXTRA_CA_CERTS. They are then the only ones that it trusts.
   */
  readonly authorityFile?: string;
  /** Prefix of every stream (`<namespace>.`), so that systems may share a server; '' for none. */
  readonly namespace?: string;
  /** Time of one append or read, until the adapter gives up waiting. */
  readonly timeoutMs?: number;
  /** Pause on a stream after an append that timed out: the first try may still be settling. */
  readonly settleMs?: number;
  readonly log?: EventStoreDbLog;
}

export interface EventStoreDbLog {
  warn(message: string, fields?: object): void;
}

export type Settings = Required<Omit<EventStoreDbOptions, 'authorityFile'>>;

const QUIET: EventStoreDbLog = { warn: () => undefined };

/** 10 s as the client's own deadline; 2 s and more is what a second try was seen to wait. */
export const settingsOf = ({ authorityFile, ...options }: EventStoreDbOptions): Settings => ({
  namespace: '',
  timeoutMs: 10_000,
  settleMs: 2_000,
  log: QUIET,
  ...options,
  url: trusting(options.url, authorityFile),
});

function trusting(url: string, authorityFile: string | undefined): string {
  if (authorityFile === undefined || /[?&](tls=false|tlsCAFile=)/i.test(url)) return url;
  return `${url}${url.includes('?') ? '&' : '?'}tlsCAFile=${authorityFile}`;
}
