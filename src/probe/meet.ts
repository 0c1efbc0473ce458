import { HANDSHAKE_PATIENCE_MS, HINTED_ANSWER_MS, IMPATIENCE_MS, LISTEN_SHARE, SURE } from '../defaults.js';
import type { Talk } from '../net/converse.js';
import type { Protocol, Reply, Saying } from '../protocols/types.js';
import { ask, isAllowed, readRest, recognizeReply } from './ask.js';
import { expectedFirst, greetingRule, recognizedBy } from './greeting.js';
import { inquire } from './inquire.js';
import { firstToTell, greetingDeadline, type Listening, listenMs, type Told, untilSilence } from './listening.js';
import { kind, type Met, nothing, SILENCE, type Wire } from './meeting.js';
import { type Found, Search } from './search.js';
import { type Secured, secure } from './secure.js';
import { settle } from './settle.js';
import type { Visit } from './visit.js';

/**
 * Finds out what answers at an open port: listens, then asks as the port suggests, then tries what else is common. A port of
 * TLS where none is spoken is met in clear, over a connection of its own.
 */
export async function meet(visit: Visit, first: Talk): Promise<Met> {
  const { hint, intensity } = visit.options;
  if (!hint?.secure || intensity === 'listen') return meetInClear(visit, first, hint?.protocol ?? null);
  // Where nobody answers the handshake there is time left to be met in clear.
  const patience = visit.deadline.within(Math.min(visit.deadline.remainingMs() * LISTEN_SHARE, HANDSHAKE_PATIENCE_MS));
  const secured = await secure(visit, first, [hint.protocol], patience);
  if (secured !== null) return meetInside(visit, secured, hint.protocol);
  const failure: Met = { ...nothing({ text: '', end: 'failed' }), talk: null };
  const again = await visit.open();
  if (again === null) return failure;
  const inClear = await meetInClear(visit, again, hint.protocol, true);
  return inClear.protocol === null && inClear.greeting.text === '' && inClear.replies.length === 0 ? failure : inClear;
}

function meetInClear(visit: Visit, talk: Talk, expected: Protocol | null, refusesTls = false): Promise<Met> {
  return meetOver(visit, talk, { secure: false, refusesTls, tls: null, open: () => visit.open(), expected });
}

/** Goes on inside TLS. What is not recognised there is TLS at least. */
async function meetInside(visit: Visit, { talk, first, chosen }: Secured, expected: Protocol | null): Promise<Met> {
  const tls = first.tls;
  const told = {
    request: 'tls',
    text: tls === null ? (first.tlsProblem ?? '') : `${tls.version} ${tls.alpn ?? ''}`.trim(),
  };
  const protocol = chosen ?? protocolOf('byHandshake', visit);
  const atLeast: Met = {
    ...nothing(tls === null ? { text: '', end: 'failed' } : SILENCE),
    ...{ secure: true, tls, protocol, talk: null },
    settled: protocol && { protocol: protocol.name, method: 'probe', ...told },
  };
  if (talk === null) return atLeast;
  const alpn = talk.tls?.alpn ? [talk.tls.alpn] : [];
  const wire = { secure: true, tls, open: () => visit.openSecure(alpn), expected: chosen ?? expected };
  const inside = await meetOver(visit, talk, wire);
  return inside.protocol === null ? { ...inside, protocol: atLeast.protocol, settled: atLeast.settled } : inside;
}

async function meetOver(visit: Visit, talk: Talk, wire: Wire): Promise<Met> {
  const { protocols, intensity } = visit.options;
  const { expected } = wire;
  const rule = greetingRule(protocols);
  // What is sent to a printer is printed: only who asks for everything asks it, and nothing but what it understands.
  const isTouchy = expected?.listenOnly || expected?.holdsBackAt?.includes(visit.options.port);
  const asks = intensity === 'full' || (intensity === 'light' && !isTouchy);
  const beganMs = visit.deadline.remainingMs();
  const patience = greetingDeadline(visit, expected);
  const greeting = await talk.read(asks ? untilSilence(rule, listenMs(visit, expected)) : rule, patience);
  const hungUp = greeting.text === '' && greeting.end === 'closed';
  if (hungUp && asks && expected === null && beganMs - visit.deadline.remainingMs() >= IMPATIENCE_MS) {
    const searched = await searchBeside(visit, wire, { talk, words: Promise.resolve(null), aloneMs: 0 });
    return searched.protocol === null ? { ...searched, greeting } : searched;
  }
  const isSilent = greeting.text === '' && greeting.end === 'timeout';
  if (!isSilent) return greet(visit, talk, wire, greeting);
  const isPatient = visit.options.conversesLater && expected?.serverFirst;
  if (isPatient && intensity !== 'listen') return meetSilent(visit, talk, wire);
  if (!asks || visit.deadline.remainingMs() < 1) return { ...nothing(SILENCE), ...kind(wire), talk };
  // The port's own protocol is asked over the connection at hand, unless it is for the server to speak first.
  const opening = expected?.openings.find((each) => isAllowed(each, intensity));
  if (expected?.listenOnly && opening === undefined) return { ...nothing(SILENCE), ...kind(wire), talk };
  if (expected === null || opening === undefined) {
    const words = talk.read(greetingRule(protocols)).then((late) => ({ request: 'greeting', ...late }));
    return searchBeside(visit, wire, { talk, words, aloneMs: 0 });
  }
  const words = ask(talk, expected, opening, visit.context(wire.secure, []));
  if (!expected.listenOnly) {
    return searchBeside(visit, wire, { talk, words, aloneMs: HINTED_ANSWER_MS + 2 * visit.roundTripMs });
  }
  const answer = await words;
  const replies = answer?.text ? [{ request: answer.request, text: answer.text }] : [];
  const met = replies[0] && (await recognize(visit, talk, wire, replies[0]));
  return met ?? { ...nothing(SILENCE), ...kind(wire), replies, talk };
}

/**
 * A server that should have spoken first and had its time: perhaps it waits for TLS, as one that was set up for another port
 * does. Nothing else is tried: who is silent on purpose counts what is said to it.
 */
async function meetSilent(visit: Visit, talk: Talk, wire: Wire): Promise<Met> {
  const silent: Met = { ...nothing(SILENCE), ...kind(wire), talk };
  if (wire.secure || wire.refusesTls || visit.deadline.remainingMs() < 1 || !talk.isOpen) return silent;
  const secured = await secure(visit, talk, [], visit.answerDeadline());
  return secured?.talk ? meetInside(visit, secured, wire.expected) : { ...silent, talk: null };
}

/** The server spoke, or hung up, unasked. */
async function greet(visit: Visit, talk: Talk, wire: Wire, greeting: Reply): Promise<Met> {
  const { protocols, intensity, undecided } = visit.options;
  // Where words leave open whose they are, the port tells.
  const candidates = expectedFirst(undecided(greeting.text), wire.expected);
  // Who is turned away says goodbye, and nothing else (RFC 5321 section 3.1).
  const isRefused = /^[45]\d\d/.test(greeting.text);
  // The conversation of the protocol that is usual here will tell.
  const isToldLater = visit.options.conversesLater && candidates[0] === wire.expected && wire.expected?.converse;
  const mayAsk = intensity !== 'listen' && greeting.end === 'complete' && !isRefused && !isToldLater;
  const answered = mayAsk ? await settle(talk, candidates) : null;
  const protocol = answered?.protocol ?? candidates[0] ?? recognizedBy(greeting.text, protocols)[0] ?? null;
  const settled = answered && {
    protocol: answered.protocol.name,
    method: 'probe' as const,
    request: 'question',
    text: answered.text,
  };
  const met: Met = { ...nothing(greeting), ...kind(wire), settled, protocol, talk };
  if (protocol === null || greeting.text === '' || intensity === 'listen') return met;
  const said = [{ request: 'greeting', text: greeting.text }];
  const isAsked = protocol.serverFirst || protocol.maySpeakFirst;
  if (!isAsked || greeting.end !== 'complete' || (visit.options.conversesLater && protocol.converse)) return met;
  const inquired = await inquire(visit, { ...wire, protocol, said, talk });
  return { ...met, replies: inquired.said.slice(1), talk: inquired.talk };
}

/** The server answered a request: whose answer is it? Null where nobody knows. */
async function recognize(visit: Visit, talk: Talk, wire: Wire, first: Saying): Promise<Met | null> {
  const recognized = recognizeReply(visit.options.protocols, first);
  if (recognized === null) return null;
  const saying = await readRest(talk, recognized.protocol, first);
  const { protocol, recognition } = recognizeReply(visit.options.protocols, saying) ?? recognized;
  const settled = {
    protocol: protocol.name,
    method: 'probe' as const,
    request: saying.request,
    text: recognition.text,
    ...(recognition.confidence < SURE ? { confidence: recognition.confidence } : {}),
  };
  if (recognition.wantsTls && !wire.secure) {
    const inside = await meetWantedTls(visit, protocol.byHandshake ? null : protocol);
    // Where nothing is recognised inside, what was said in clear still names it.
    const isNamed = inside?.protocol?.byHandshake && !protocol.byHandshake;
    if (inside !== null) return isNamed ? { ...inside, settled, replies: [saying], protocol } : inside;
  }
  if (protocol.serverFirst && protocol.recognizeReply?.(saying.text, saying.request) == null) {
    return greet(visit, talk, wire, { text: saying.text, end: 'complete' });
  }
  const { said, talk: last } = await inquire(visit, { ...wire, protocol, said: [saying], talk });
  return { ...nothing(SILENCE), ...kind(wire), settled, replies: said, protocol, talk: last };
}

async function meetWantedTls(visit: Visit, expected: Protocol | null): Promise<Met | null> {
  const talk = await visit.open();
  const secured = talk && (await secure(visit, talk, expected === null ? visit.options.protocols : [expected]));
  return secured && meetInside(visit, secured, expected);
}

/** Tries what is common, while the first connection still listens: some servers take their time. */
async function searchBeside(visit: Visit, wire: Wire, { talk, words, aloneMs }: Listening): Promise<Met> {
  const { deadline, options } = visit;
  const { expected } = wire;
  const replies: Saying[] = [];
  const search = new Search(visit, {
    waves: options.ladder.map((wave) => wave.filter((each) => each !== expected && !(wire.secure && each.byHandshake))),
    open: wire.open,
    secure: wire.secure,
    heard: (saying) => replies.push(saying),
    handshake: async () => {
      const again = await visit.open();
      return again && secure(visit, again, options.protocols, visit.answerDeadline());
    },
  });
  const late = words.then((saying): Told | null => {
    if (saying !== null && isTelling(saying, options.protocols)) return { saying, talk };
    if (saying?.text) replies.push({ request: saying.request, text: saying.text });
    visit.drop(talk);
    return null;
  });
  // A server that serves one connection after the other answers nobody while the first one is kept.
  const patience = deadline.within(deadline.remainingMs() * (expected?.serverFirst ? 1 : LISTEN_SHARE));
  const cancel = patience.schedule(() => visit.drop(talk));
  const found = await firstToTell(late, deadline.within(aloneMs), () => search.run());
  cancel();
  search.stop();
  return (found && (await goOn(visit, wire, found))) ?? { ...nothing(SILENCE), ...kind(wire), replies, talk: null };
}

/** Goes on over the connection that told first, and leaves the others. */
function goOn(visit: Visit, wire: Wire, found: Told | Found | Secured): Promise<Met | null> {
  visit.keepOnly(found.talk);
  if ('first' in found) return meetInside(visit, found, null);
  const { talk, saying } = found;
  if (saying.request !== 'greeting') return recognize(visit, talk, wire, saying);
  return greet(visit, talk, wire, { end: 'complete', ...saying });
}

/** Whether somebody knows what it means. A greeting is taken as it is. */
function isTelling(saying: Saying, protocols: readonly Protocol[]): boolean {
  return saying.text !== '' && (saying.request === 'greeting' || recognizeReply(protocols, saying) !== null);
}

function protocolOf(property: 'byHandshake', { options }: Visit): Protocol | null {
  return options.protocols.find((each) => each[property]) ?? null;
}
