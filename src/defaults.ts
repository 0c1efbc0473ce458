/** Every default and cap, with its unit and the reason for its value. */

/** Milliseconds until one connect attempt counts as silent. Covers Linux's own SYN repeat after 1 s with half a second to answer. */
export const CONNECT_TIMEOUT_MS = 1500;
/** Longest `--timeout` in milliseconds: kernels give up by themselves after about two minutes. */
export const MAX_CONNECT_TIMEOUT_MS = 120_000;
/** How often a silent port is asked again. One retry keeps a single lost packet from hiding a port. */
export const RETRIES = 1;
/** Most retries that may be asked for. */
export const MAX_RETRIES = 20;
/** Connects in flight. Far below what home routers and stateful firewalls track, enough to fill common paths. */
export const CONCURRENCY = 1000;
/** Most connects in flight, whatever is asked for: a host has about 28,000 source ports for one destination. */
export const MAX_CONCURRENCY = 20_000;
/** Descriptors kept free for the resolver, output files and the runtime's own needs. */
export const RESERVED_DESCRIPTORS = 10;
/** Descriptors assumed where the system does not tell its limit. POSIX systems start processes with 256 or more. */
export const ASSUMED_DESCRIPTOR_LIMIT = 256;

/** Milliseconds for reading a greeting and asking what is needed, counted from the connect. A silent port costs no more. */
export const PROBE_TIMEOUT_MS = 3000;
/** Milliseconds for one service in `probe`: some servers delay their greeting for 20 s on purpose. */
export const PATIENT_PROBE_TIMEOUT_MS = 30_000;
/** Longest `--probe-timeout` in milliseconds: RFC 5321 section 4.5.3.2.1 lets a client wait 5 minutes for the 220. */
export const MAX_PROBE_TIMEOUT_MS = 300_000;
/** Milliseconds without a further byte after which an unfinished, unrecognised greeting counts as all there is. */
export const GREETING_QUIET_MS = 300;
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
/** Milliseconds between looks from then on, so that a drip of single bytes does not cost a look at everything each. */
export const LOOK_PAUSE_MS = 10;

/** Milliseconds without any answer from anybody after which a lack of our own (descriptors, buffers) makes a probe `unknown`. */
export const RESOURCE_PATIENCE_MS = 10_000;
/** Milliseconds without any answer from a host after which a refusal of our own to send to it makes its probes `unknown`. */
export const ROUTE_PATIENCE_MS = 1500;
/** Milliseconds until a probe that this machine refused to send is sent again. */
export const ROUTE_PAUSE_MS = 500;
/** Times one probe is put back at most, whatever happens around it, so that a scan ends. */
export const LOCAL_FAILURE_TRIES = 64;
/** Probes that wait for another try at most; no new ones are begun above it. Bounds memory. */
export const MAX_WAITING = 10_000;
/** Probes handed to the limiter beyond what it may run, so that it never runs dry between two looks. */
export const LOOKAHEAD = 64;
/** Verdicts that wait for their reader at most; no new probes are begun above it. Bounds memory. */
export const MAX_UNREAD = 10_000;
/** Milliseconds of the first pause after a failure of our own; doubled up to the longest. */
export const LOCAL_FAILURE_PAUSE_MS = 20;
/** Milliseconds of the longest pause after a failure of our own. */
export const LOCAL_FAILURE_LONGEST_PAUSE_MS = 1000;
/** Times a connect that met itself is asked again: each picks a new source port, so two in a row are already rare. */
export const SELF_CONNECT_TRIES = 8;

/** Plan cells (host, port) handled as one block: bounds the memory of a scan whatever the size of its plan. */
export const BLOCK_CELLS = 262_144;
/** Hosts in one block, for the same reason. */
export const BLOCK_HOSTS = 4096;
/** Most addresses in one target: 2^32, all of IPv4. More would not end in a lifetime of patience. */
export const MAX_TARGET_ADDRESSES = 4_294_967_296n;
/** Ports of one host and state up to which each is listed by itself; the rest is only summed up. */
export const FEW_PORTS = 25;
/** Names resolved at the same time: the resolver's thread pool has four threads. */
export const RESOLVE_CONCURRENCY = 4;
/** Hosts of a scan up to which its results list other states than open. */
export const FEW_HOSTS = 25;
/** Hosts of a scan up to which one that was stopped lists those that it never came to; millions of them help nobody. */
export const MAX_UNASKED_HOSTS = 65_536;
/** Open ports that a scan's progress names: what fits a line. */
export const LATEST_OPEN = 8;
/** Near spellings offered for an unknown name. */
export const SUGGESTIONS = 5;
/** Milliseconds until a name counts as unresolvable: two rounds of the usual 5 s of a stub resolver. */
export const RESOLVE_TIMEOUT_MS = 10_000;
/** Milliseconds that the server has to answer our farewell before the connection is closed anyway. */
export const FAREWELL_TIMEOUT_MS = 1000;
/** Reads and writes in one conversation: several times what the longest one needs. */
export const MAX_STEPS = 64;
/** Services probed at the same time: enough for the mail ports of a host and its two addresses. */
export const PROBES_AT_ONCE = 16;
/** Confidence from which a service counts as identified; below it another service could have said the same, and `?` says so. */
export const SURE = 0.8;
/** Connects in one probe that this machine may refuse before it is given up: 0.6 s with the pauses between them. */
export const PROBE_LOCAL_FAILURE_TRIES = 6;

/** Bytes of a registry's file at most: IANA's largest, the XML of the ports, had 3.8 MB in 2024. */
export const MAX_REGISTRY_BYTES = 33_554_432;
/** Milliseconds for the download of one registry: 4 MB over a slow line. */
export const DOWNLOAD_TIMEOUT_MS = 60_000;
/** Redirects that a download follows: IANA's pages need none or one. */
export const MAX_REDIRECTS = 5;

/** Milliseconds until what a journal has taken is brought to the disk: what is lost, at most, when the power goes. */
export const JOURNAL_SYNC_MS = 1000;
/** Pairs of one line of a journal at most, so that lines are read one at a time: 40 kB. */
export const JOURNAL_LINE_PAIRS = 1000;
/** Bytes of a journal's longest line: far above what is written, so that a file of anything else does not fill the memory. */
export const JOURNAL_LONGEST_LINE = 16_777_216;
/** Bytes of a journal that are read at a time. */
export const JOURNAL_READ_BYTES = 262_144;
/** Targets, and exclusions, that a journal's first line lists; of longer lists only the key counts. */
export const JOURNAL_LISTED_TEXTS = 1000;
/** Times that a journal's lock is tried: a killed process needs a moment until the system has buried it. */
export const JOURNAL_LOCK_TRIES = 10;
/** Milliseconds between two of these tries. */
export const JOURNAL_LOCK_PAUSE_MS = 25;
