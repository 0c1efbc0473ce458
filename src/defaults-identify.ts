/** The defaults and caps of talking to open ports and naming what answers. */

/** Milliseconds for reading a greeting and asking what is needed, counted from the connect. A silent port costs no more. */
export const PROBE_TIMEOUT_MS = 3000;
/** Milliseconds for the whole greeting in `probe`: some servers delay it for 20 s on purpose. */
export const GREET_TIMEOUT_MS = 30_000;
/** Longest `--greet-timeout` in milliseconds: RFC 5321 section 4.5.3.2.1 lets a client wait 5 minutes for the 220. */
export const MAX_GREET_TIMEOUT_MS = 300_000;
/** Milliseconds for what a ManageSieve server says unasked once TLS is on, until it is asked. */
export const UNASKED_CAPABILITIES_MS = 3000;
/** Milliseconds that one service in `probe` has beside its greeting. */
export const PATIENT_TALK_MS = 30_000;
/** Longest `--probe-timeout` in milliseconds: the longest greeting, and as much again to talk. */
export const MAX_PROBE_TIMEOUT_MS = 600_000;
/** Milliseconds until a server that put us off is asked once more: connections are mostly counted by the second. */
export const RETRY_AFTER_MS = 5000;
/** Longest `--retry-after` in milliseconds: greylists want five minutes. */
export const MAX_RETRY_AFTER_MS = 600_000;
/** Records that are held back at most until it is known whether the own network is the cause of silence at port 25. */
export const MAX_HELD_BACK = 256;
/** Milliseconds without a further byte after which an unfinished, unrecognised greeting counts as all there is. */
export const GREETING_QUIET_MS = 300;
/** Milliseconds of listening, and a round trip, before the first request where nothing tells who speaks first. */
export const LISTEN_MS = 400;
/** The same in `probe`, which has more time: mail servers hold back their greeting for a second or several. */
export const PATIENT_LISTEN_MS = 3000;
/** Share of the time for one service in `probe` that this may take at most. */
export const PATIENT_LISTEN_SHARE = 0.2;
/** The same where the port's own protocol leaves the first word to the client: another server may be there. */
export const HINTED_LISTEN_MS = 150;
/**
 * Milliseconds of silence after which a server that hung up waited for the client, and not for long: Unbound gives 200 where many
 * are connected. One that hangs up earlier wants nobody, and is not asked again.
 */
export const IMPATIENCE_MS = 100;
/** Milliseconds, and two round trips, that a server has for an answer in its port's own protocol before others are tried beside. */
export const HINTED_ANSWER_MS = 500;
/** Share of the time for one service in which a server that should speak first is only listened to. */
export const LISTEN_SHARE = 0.5;
/** Milliseconds for the handshake at a port of TLS until the server is met in clear: who speaks TLS answers at once. */
export const HANDSHAKE_PATIENCE_MS = 10_000;
/** Longest round trip in milliseconds that is added to the listening. */
export const LONGEST_LISTENING_ROUND_TRIP_MS = 500;
/** Milliseconds, and two round trips, that the requests of one wave have before the next wave begins. */
export const LADDER_WAVE_MS = 250;
/**
 * Milliseconds, and two round trips, for the answer to a request of the ladder or to its handshake: the connections of silent ports
 * shall not pile up. Longer than the two seconds for which servers of mail like to hold back their greeting.
 */
export const ANSWER_MS = 2200;
/** The same, and two round trips, while others wait for a turn to connect: who answers at all mostly does so at once. */
export const CROWDED_ANSWER_MS = 150;
/** Milliseconds for a further connection to a port that is open. */
export const PROBE_CONNECT_TIMEOUT_MS = 1500;
/** Requests for product and version in one look at a port: none of our protocols has more. */
export const MAX_INQUIRIES = 6;
/** Further connections to open ports at the same time, in a scan: a silent port holds up to twenty, the others one, briefly. */
export const FURTHER_CONNECTIONS_AT_ONCE = 2048;
/** Share of the free descriptors that they may take. */
export const FURTHER_CONNECTIONS_SHARE = 0.25;
/** Bytes kept of one reply. RFC 5321 allows 512 a line; long multi-line greetings stay below 4 kB. */
export const MAX_REPLY_BYTES = 16_384;
/**
 * Bytes of a greeting that a scan's results keep, and characters of each text taken from it: real greetings are shorter, and
 * a host that greets on every port must not fill the memory. `probe` keeps all that was read.
 */
export const SCAN_BANNER_BYTES = 1024;
/** Lines of a greeting after which a protocol that knows none of them is not looked for any more. */
export const RECOGNIZED_LINES = 32;
/** Characters of a greeting that are enough to recognise its protocol by: several lines of RFC 5321's 512. */
export const RECOGNIZED_LENGTH = 2048;
/** Pieces of one reply that are looked at as they come. Real replies have fewer. */
export const PROMPT_LOOKS = 32;
/** Share by which a greeting has to grow from then on until all protocols are asked whose it is: a drip asks for little. */
export const DRIP_GROWTH = 1.25;
/** Milliseconds between looks from then on, so that a drip of single bytes does not cost a look at everything each. */
export const LOOK_PAUSE_MS = 10;
/** Confidence from which a service counts as identified; below it another service could have said the same, and `?` says so. */
export const SURE = 0.8;

/** Bytes of a file of a user's own signatures at most: forty times the largest bundled one. */
export const MAX_SIGNATURES_BYTES = 4_194_304;
/** Characters of its path that a message shows, so that the id of a signature fits the line too. */
export const LONGEST_SHOWN_PATH = 48;
/** Bytes kept of each answer that nothing recognised: the first lines of any protocol. */
export const UNRECOGNIZED_BYTES = 512;
/** Answers kept of a port where nothing was recognised: more than a search usually gets. */
export const UNRECOGNIZED_REPLIES = 8;
/** Bytes of the line about an unknown service that a user can share: what every form and chat takes. */
export const UNRECOGNIZED_REPORT_BYTES = 2048;
/** Bytes kept of each further fact about a service, such as a page's title: more is not read by people. */
export const EXTRA_BYTES = 256;
