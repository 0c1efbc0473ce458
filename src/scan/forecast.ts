import {
  BLIND_RATE,
  CLOCK_GRANULARITY_MS,
  FIRST_DEADLINE_MS,
  LEAST_ATTEMPTS,
  LEAST_DEADLINE_MS,
  PROCESS_RATE,
  RETRY_GAP_MS,
} from '../defaults.js';
import { attemptsFor, Loss } from './loss.js';
import type { ScanLimits } from './types.js';

/** The size of a scan. */
export interface ForecastInput {
  readonly hosts: number;
  /** Pairs to ask. */
  readonly pairs: number;
  /** Pairs that are asked where nobody is there: those by which addresses are looked for, and all of the other hosts. */
  readonly pairsOfAbsent: number;
}

/** Connects in flight at most. */
export function mostInFlight({ hosts }: ForecastInput, { concurrency, maxPerHost }: ScanLimits): number {
  return Math.max(1, Math.min(concurrency, maxPerHost === undefined ? concurrency : maxPerHost * hosts));
}

/** Connects a second at most, where each is in flight for so long. */
export function mostPerSecond(input: ForecastInput, limits: ScanLimits, eachMs: number): number {
  const byWindow = (mostInFlight(input, limits) * 1000) / eachMs;
  return Math.min(byWindow, limits.rate ?? Number.POSITIVE_INFINITY, PROCESS_RATE);
}

/** Milliseconds until every port has answered, if each does within a round trip. */
export function refusingMs(input: ForecastInput, limits: ScanLimits, rttMs: number): number {
  const questions = input.pairs * (limits.verify ? 2 : 1);
  const confirmation = limits.verify ? RETRY_GAP_MS + rttMs : 0;
  return sendingMs(questions, input, limits, rttMs) + rttMs + confirmation;
}

/** Milliseconds until silence is believed everywhere, if hosts answer here and there. */
export function silentMs(input: ForecastInput, limits: ScanLimits, rttMs: number): number {
  // The deviation of a steady path is small beside its round trip.
  const deadlineMs = limits.timeoutMs ?? Math.max(LEAST_DEADLINE_MS, rttMs * 1.5 + CLOCK_GRANULARITY_MS);
  const attempts = attemptsOf(limits, attemptsFor(new Loss().expected));
  return sendingMs(input.pairs * attempts, input, limits, deadlineMs) + lastMs(attempts, deadlineMs);
}

/** Milliseconds until nothing is hoped for any more, if nobody ever answers. */
export function absentMs(input: ForecastInput, limits: ScanLimits): number {
  const attempts = attemptsOf(limits, LEAST_ATTEMPTS);
  // Each silence makes the next attempt wait half as long again.
  const deadlineMs = limits.timeoutMs ?? FIRST_DEADLINE_MS * (1 + (attempts - 1) / 4);
  const inFlight = Math.min(BLIND_RATE, mostInFlight(input, limits));
  const perSecond = Math.min(BLIND_RATE, limits.rate ?? BLIND_RATE, (inFlight * 1000) / deadlineMs);
  return (input.pairsOfAbsent * attempts * 1000) / perSecond + lastMs(attempts, deadlineMs);
}

function attemptsOf({ retries, verify }: ScanLimits, otherwise: number): number {
  return retries === undefined ? otherwise * (verify ? 2 : 1) : retries + 1;
}

/** Milliseconds from the first attempt at a silent port to its verdict. */
function lastMs(attempts: number, deadlineMs: number): number {
  return attempts * deadlineMs + (attempts - 1) * RETRY_GAP_MS;
}

/** Milliseconds for sending: the window doubles in each round trip until a limit is met. */
function sendingMs(probes: number, input: ForecastInput, limits: ScanLimits, eachMs: number): number {
  const perSecond = mostPerSecond(input, limits, eachMs);
  const steady = (perSecond * eachMs) / 1000;
  const first = Math.min(limits.firstWindow, steady);
  const begun = steady - first;
  if (probes <= begun) return eachMs * Math.log2(probes / first + 1);
  return eachMs * Math.log2(steady / first) + ((probes - begun) * 1000) / perSecond;
}
