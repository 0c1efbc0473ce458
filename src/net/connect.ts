import { Socket } from 'node:net';
import type { DialError, Endpoint } from './dial.js';

/** Codes of a connect whose connection was established and is gone already. */
const BROKEN_OFF: ReadonlySet<string | undefined> = new Set(['ECONNRESET', 'EPIPE']);

/** Who is told what became of a connect; called once at most, and not for one that was given up. */
export interface ConnectListener<Attempt> {
  /** The handshake completed. Where the peer broke off right behind it, the socket is destroyed already. */
  connected(attempt: Attempt, socket: Socket, at: number): void;
  /** It did not, and the descriptor is free again. */
  failed(attempt: Attempt, socket: Socket, error: DialError, at: number): void;
}

/**
 * One connect on its way. A socket made by itself, without the options that `net.connect` passes around, costs a quarter
 * less, and a scan makes tens of thousands in a second.
 */
export class Connecting<Attempt> extends Socket {
  readonly attempt: Attempt;
  /** When it is to be given up; for whoever keeps the time. */
  deadlineAt = 0;
  readonly #listener: ConnectListener<Attempt>;
  #isSettled = false;
  /** Whether the connect got as far as the network. */
  #left = false;

  constructor(attempt: Attempt, listener: ConnectListener<Attempt>) {
    super();
    this.attempt = attempt;
    this.#listener = listener;
    this.on('connect', onConnect).on('error', onError);
  }

  begin({ address, family, port }: Endpoint): void {
    this.connect({ host: address, port, family, autoSelectFamily: false });
  }

  /** To be called once the runtime has connected, which it does in the next tick: what failed by then never left this machine. */
  markLeft(): void {
    this.#left = !this.destroyed;
  }

  onConnected(): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#listener.connected(this.attempt, this, performance.now());
  }

  /**
   * Told at once, not when the socket says that it is closed: its descriptor is free already, and the runtime closes in
   * another order than answers came.
   */
  onFailed(failure: DialError): void {
    // An error of an open connection is the conversation's to notice; unheard, it would end the process.
    if (this.#isSettled) return;
    this.#isSettled = true;
    const at = performance.now();
    // A reset behind the handshake; one instead of it is ECONNREFUSED (RFC 9293 section 3.10.7.3).
    if (this.#left && BROKEN_OFF.has(failure.code)) this.#listener.connected(this.attempt, this, at);
    else this.#listener.failed(this.attempt, this, Object.assign(failure, { local: !this.#left }), at);
  }

  /** Ends the attempt, unless it has its answer. Returns whether it had none. */
  giveUp(): boolean {
    if (this.#isSettled) return false;
    this.#isSettled = true;
    this.destroy();
    return true;
  }
}

function onConnect(this: Connecting<unknown>): void {
  this.onConnected();
}

function onError(this: Connecting<unknown>, error: DialError): void {
  this.onFailed(error);
}
