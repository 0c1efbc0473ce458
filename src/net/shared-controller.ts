import { setMaxListeners } from 'node:events';

/** An abort controller to whose signal any number of connects may listen, without a warning of a leak from the runtime. */
export function sharedController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

/** A signal that is aborted with any of these, to which any number may listen as well. */
export function sharedSignal(signals: readonly AbortSignal[]): AbortSignal {
  const signal = AbortSignal.any([...signals]);
  setMaxListeners(0, signal);
  return signal;
}
