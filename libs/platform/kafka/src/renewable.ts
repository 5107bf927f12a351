interface Client {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

/** A connection that is opened on demand and discarded after an error. */
export class Renewable<C extends Client> {
  private current: Promise<C> | undefined;

  constructor(private readonly make: () => C) {}

  /** The connected client. Throws what the driver throws. */
  async get(): Promise<C> {
    const getting = (this.current ??= this.connect());
    try {
      return await getting;
    } catch (error) {
      if (this.current === getting) this.current = undefined;
      throw error;
    }
  }

  /** The next `get` makes a new one. */
  discard(): void {
    void this.close();
  }

  /** Ends the connection, if there is one. */
  async close(): Promise<void> {
    const closing = this.current;
    this.current = undefined;
    const client = await closing?.catch(() => undefined);
    await client?.disconnect().catch(() => undefined);
  }

  private async connect(): Promise<C> {
    const client = this.make();
    try {
      await client.connect();
      return client;
    } catch (error) {
      void client.disconnect().catch(() => undefined);
      throw error;
    }
  }
}
