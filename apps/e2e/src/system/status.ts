/** What of /statusz is looked at, of a service's or the gateway's. */
export interface SystemStatus {
  readonly settled?: boolean;
  readonly position?: string;
}

/** A token of an administrator. */
export type OperatorLogin = () => Promise<string>;

/** Looks at a system as its operator does. */
export class Operator {
  private token: Promise<string> | undefined;

  constructor(
    private readonly url: string,
    private readonly login: OperatorLogin = () => demoLogin(url),
  ) {}

  async status(): Promise<SystemStatus> {
    this.token ??= this.login();
    try {
      const headers = { authorization: `Bearer ${await this.token}` };
      const answer = await fetch(`${this.url}/statusz`, { headers });
      if (!answer.ok) throw new Error(`${this.url}/statusz: ${answer.status}`);
      return (await answer.json()) as SystemStatus;
    } catch (error) {
      this.token = undefined;
      throw error;
    }
  }
}

async function demoLogin(url: string): Promise<string> {
  const answer = await fetch(`${url}/v1/demo-tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: 'administrator' }),
  });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}
