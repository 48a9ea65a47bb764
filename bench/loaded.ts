import { Child } from './child.ts';
import type { LoaderQuestions } from './loader.ts';
import type { ServerKind, ServerQuestions } from './server.ts';

/** Requests in flight on each connection that sends any. */
const DEPTH = 16;

/** A server and the load on it, each in a process of its own. */
export class Loaded {
  readonly #server: Child<ServerQuestions>;
  readonly #loader: Child<LoaderQuestions>;

  private constructor(server: Child<ServerQuestions>, loader: Child<LoaderQuestions>) {
    this.#server = server;
    this.#loader = loader;
  }

  /** A new server, and its load as by `join`. */
  static async start(kind: ServerKind, cyclers: number, isSecure = false): Promise<Loaded> {
    return Loaded.join(await Child.start<ServerQuestions>('./server.js', { args: [kind] }), cyclers, isSecure);
  }

  /** `cyclers` connections that will send requests, and half as many that are only told. */
  static async join(server: Child<ServerQuestions>, cyclers: number, isSecure = false): Promise<Loaded> {
    const loader = await Child.start<LoaderQuestions>('./loader.js');
    await loader.ask('gather', { port: await server.ask('port'), isSecure, cyclers, depth: DEPTH });
    return new Loaded(server, loader);
  }

  /** As many requests as it answers, for `ms`. */
  async run(ms: number) {
    const cpuBeforeMs = await this.#server.ask('cpuMs');
    const isTold = await this.#server.ask('tells');
    const { requests, elapsedMs, pushes, cpuShare } = await this.#loader.ask('run', { ms, isTold });
    const cpuMs = (await this.#server.ask('cpuMs')) - cpuBeforeMs;
    return {
      perSecond: (requests * 1000) / elapsedMs,
      cpuUsEach: (cpuMs * 1000) / requests,
      pushesEach: pushes / requests,
      serverShare: cpuMs / elapsedMs,
      loaderShare: cpuShare,
    };
  }

  /** `perSecond` requests for `ms`, however long they take. */
  async pace(ms: number, perSecond: number) {
    return this.#loader.ask('pace', { ms, perSecond });
  }

  /** Ends the load, and leaves the server running. */
  async leave(): Promise<void> {
    await this.#loader.end();
  }

  async end(): Promise<void> {
    await Promise.all([this.#loader.end(), this.#server.end()]);
  }
}
