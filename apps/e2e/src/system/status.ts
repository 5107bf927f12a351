/** What of /statusz is looked at, of a service's or the gateway's. */
export interface SystemStatus {
  readonly settled?: boolean;
  readonly position?: string;
  /** Of the gateway. */
  readonly services?: readonly { readonly replicas: readonly string[] }[];
}

const logins = new Map<string, Promise<string>>();

/** How a system is, as it tells an operator. */
export async function statusOf(url: string): Promise<SystemStatus> {
  const token = logins.get(url) ?? login(url);
  logins.set(url, token);
  try {
    const headers = { authorization: `Bearer ${await token}` };
    const answer = await fetch(`${url}/statusz`, { headers });
    if (!answer.ok) throw new Error(`${url}/statusz: ${answer.status}`);
    return (await answer.json()) as SystemStatus;
  } catch (error) {
    logins.delete(url);
    throw error;
  }
}

async function login(url: string): Promise<string> {
  const answer = await fetch(`${url}/v1/demo-tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: 'administrator' }),
  });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}
