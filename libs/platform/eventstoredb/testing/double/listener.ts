import { createServer, type Server as TcpServer, type Socket } from 'node:net';
import { type ServerCredentials, type Server } from '@grpc/grpc-js';

/**
 * The port of the double. It holds the sockets itself, because a gRPC server that shuts down says
 * so to its clients (cancelled), while one that is killed just resets their connections.
 */
export class Listener {
  private readonly sockets = new Set<Socket>();
  private readonly tcp: TcpServer;

  constructor(server: Server, credentials: ServerCredentials) {
    const injector = server.createConnectionInjector(credentials);
    this.tcp = createServer({ noDelay: true }, (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', () => undefined);
      injector.injectConnection(socket);
    });
  }

  /** Resolves with the port. Rejects where it is taken. */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.tcp.once('error', reject);
      this.tcp.listen(port, host, () => {
        const address = this.tcp.address();
        resolve(typeof address === 'object' && address !== null ? address.port : port);
      });
    });
  }

  /** No new connections; those that are there stay. */
  close(): void {
    this.tcp.close();
  }

  /** Every connection is reset, and the port is free. */
  async cut(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.tcp.close(() => resolve()));
    for (const socket of this.sockets) socket.resetAndDestroy();
    await closed;
  }
}
