/** Every default and cap, with its unit and the reason for its value. */

export * from './defaults-dns.js';
export * from './defaults-identify.js';
export * from './defaults-mail.js';

/** Milliseconds until one connect of a probe counts as silent. Covers the kernel's own SYN repeat after 1 s with half a second to answer. */
export const CONNECT_TIMEOUT_MS = 1500;
/** Longest `--timeout` in milliseconds: kernels give up by themselves after about two minutes. */
export const MAX_CONNECT_TIMEOUT_MS = 120_000;
/** How often a probe asks a silent port again. One retry keeps a single lost packet from hiding it. */
export const RETRIES = 1;
/** Most retries that may be asked for. */
export const MAX_RETRIES = 20;
/** Connects in flight at most. What a path really takes is measured; this is what home routers and firewalls track without trouble. */
export const CONCURRENCY = 10_000;
/** Most connects in flight, whatever is asked for: a host has about 28,000 source ports for one destination. */
export const MAX_CONCURRENCY = 20_000;
/** Descriptors kept free for the resolver, output files and the runtime's own needs. */
export const RESERVED_DESCRIPTORS = 10;
/** Descriptors assumed where the system does not tell its limit. POSIX systems start processes with 256 or more. */
export const ASSUMED_DESCRIPTOR_LIMIT = 256;

/** Milliseconds without any answer from anybody after which a lack of our own (descriptors, buffers) makes a probe `unknown`. */
export const RESOURCE_PATIENCE_MS = 10_000;
/** Milliseconds without any answer from a host after which a refusal of our own to send to it makes its probes `unknown`. */
export const ROUTE_PATIENCE_MS = 1500;
/** The same for a host that was reached before: a machine that changes networks is away for some seconds. */
export const KNOWN_ROUTE_PATIENCE_MS = 20_000;
/** Milliseconds until a probe that this machine refused to send is sent again. */
export const ROUTE_PAUSE_MS = 500;
/** Times one probe is put back at most, whatever happens around it, so that a scan ends. */
export const LOCAL_FAILURE_TRIES = 64;
/** Probes that wait for another try at most; no new ones are begun above it. Bounds memory. */
export const MAX_WAITING = 10_000;
/** Verdicts that wait for their reader at most; no new probes are begun above it. Bounds memory. */
export const MAX_UNREAD = 10_000;
/** Milliseconds of the first pause after a failure of our own; doubled up to the longest. */
export const LOCAL_FAILURE_PAUSE_MS = 20;
/** Milliseconds of the longest pause after a failure of our own. */
export const LOCAL_FAILURE_LONGEST_PAUSE_MS = 1000;
/** Times a connect that met itself is asked again: each picks a new source port, so two in a row are already rare. */
export const SELF_CONNECT_TRIES = 8;

/** Milliseconds that a probe waits at least: shorter ones would call a busy moment of either side silence. */
export const LEAST_DEADLINE_MS = 100;
/** Milliseconds that a probe waits before any round trip is known (RFC 6298 section 2). */
export const FIRST_DEADLINE_MS = 1000;
/** Milliseconds that a probe waits at most, unless told otherwise: the kernel's own repeats after 1 and 3 s come before it. */
export const MOST_DEADLINE_MS = 3000;
/** Milliseconds by which a busy event loop may notice an answer late; added to every deadline (in place of the G of RFC 6298). */
export const CLOCK_GRANULARITY_MS = 25;
/** Round-trip samples after which an estimate is steady, and moves less with each further one. */
export const STEADY_SAMPLES = 64;
/** Milliseconds of one bucket of deadlines. */
export const DEADLINE_TICK_MS = 4;
/** Attempts at answering ports that the assumption of 1 in 50 lost weighs as much as. */
export const LOSS_PRIOR_ATTEMPTS = 25;
/** How often an answering port may be missed although it was asked again: once in 20,000. */
export const MISS_TARGET = 5e-5;
/** The same where most ports answer, so that asking the few silent ones again costs little: once in ten million. */
export const RARE_MISS_TARGET = 1e-7;
/** Attempts that silence needs at least, however good the path. */
export const LEAST_ATTEMPTS = 2;
/** Attempts that silence needs at most, however bad the path. */
export const MOST_ATTEMPTS = 10;
/** Milliseconds between two attempts at a silent port at least, so that one burst of loss cannot take both. */
export const RETRY_GAP_MS = 250;
/** Weight of one answer in the moving average of inflation. */
export const INFLATION_GAIN = 1 / 64;
/** Probes in flight below which a window is not cut for the path's sake. */
export const LEAST_WINDOW = 8;
/** Probes in flight up to which longer round trips are hardly our own doing. */
export const LEAST_DELAYED_WINDOW = 32;
/** Growth of the window in one round trip once it has found its size, at most: the later answers come, the less. */
export const WINDOW_GROWTH = 0.2;
/** The same after answers went missing. */
export const WINDOW_CAUTIOUS_GROWTH = 0.04;
/** Probes in flight at first: two dozen kilobytes, what a browser sends at once. */
export const FIRST_WINDOW = 64;
/**
 * The named starting points of a scan.
 *
 * - `polite`: 200 connects a second, 500 in flight, 50 to one host, 8 at first: below what flood guards usually mind
 * - `normal`: no fixed rate, 10,000 in flight, 64 at first
 * - `fast`: no fixed rate, 20,000 in flight, 1,024 at first: for networks of one's own
 */
export const PACES = {
  polite: { rate: 200, maxPerHost: 50, concurrency: 500, firstWindow: 8 },
  normal: { rate: undefined, maxPerHost: undefined, concurrency: CONCURRENCY, firstWindow: FIRST_WINDOW },
  fast: { rate: undefined, maxPerHost: undefined, concurrency: MAX_CONCURRENCY, firstWindow: 1024 },
} as const;
/** Most connects a second that may be asked for: more than any one process makes. */
export const MAX_RATE = 1_000_000;
/** Fewest connects a second that may be asked for: one a minute. */
export const LEAST_RATE = 1 / 60;
/** Connects a second that one process makes: half of what was measured on loopback, where nothing else costs time. */
export const PROCESS_RATE = 15_000;
/** Milliseconds of a round trip for which the duration of a scan is told in advance: one's own country, and another continent. */
export const EXPECTED_ROUND_TRIPS_MS = [20, 100];
/** Addresses of a target up to which the pairs of a shard are counted one by one, which takes a second. */
export const COUNTED_SHARD_HOSTS = 1_048_576;
/** Most threads that may be asked for. */
export const MAX_THREADS = 8;
/** Worker threads that a scan starts by itself, at most: with three, the thread that decides what comes next is busy. */
export const MOST_WORKERS = 3;
/** Pairs of a plan from which worker threads may be started: a smaller one is done before they are warm. */
export const THREADS_FROM_PAIRS = 50_000;
/** Least `--rate` from which they may be: one thread makes a multiple of it. */
export const THREADS_FROM_RATE = 10_000;
/** Connects after which a scan looks whether its thread is busy; the first thousands compile the program. */
export const THREADS_FROM_SENT = 2000;
/** Milliseconds over which that is looked at: systems count idle time in steps of 10. */
export const BUSY_LOOK_MS = 250;
/** Share of them that the thread is busy when it is what limits the scan. */
export const BUSY_SHARE = 0.85;
/** Share of one processor that must be idle meanwhile: where what answered left only 0.65 of one, threads did not help. */
export const IDLE_SHARE = 0.8;
/** Connects in flight of the thread that decides, for each of a worker's, by the number of workers: it has else to do. */
export const OWN_SHARE: readonly number[] = [1, 0.4, 0.3];
/** Longest `--budget` in milliseconds: a week. */
export const MAX_BUDGET_MS = 604_800_000;
/** Milliseconds before the end of a budget at which the scan stops, so that what was found is told in time. */
export const BUDGET_RESERVE_MS = 150;
/** Ports, the likeliest ones, that every scan in random order begins with: from them it learns how its path behaves. */
export const LEADING_PORTS = 64;
/** Probes in flight to one host of several at first. */
export const FIRST_HOST_WINDOW = 32;
/** Probes a second while nobody has answered anything: an eighth of what slow uplinks take. */
export const BLIND_RATE = 1000;
/** Probes in flight to one host of several that has not answered. */
export const BLIND_HOST_WINDOW = 250;
/** Probes to a host from which we make sure that it is still there; fewer cannot have upset it. */
export const CHECKED_PROBES = 32;
/** Milliseconds between two probes that only make sure that a host still answers. */
export const CANARY_GAP_MS = 250;
/** Nats of disbelief (a probability of one in ten million) at which a host counts as gone silent. */
export const SILENCE_DISBELIEF = 16;
/** Milliseconds for which a host that went silent is waited for. */
export const SILENCE_PATIENCE_MS = 90_000;
/** Milliseconds between two questions to a host that went silent, at first and at most. */
export const SILENCE_FIRST_PAUSE_MS = 250;
export const SILENCE_LONGEST_PAUSE_MS = 4000;
/** Milliseconds of silence up to which a host was only taking a breath: limits that are counted by the second. */
export const SHORT_SILENCE_MS = 2000;
/** Share of the rate that silenced a host at which it is asked from then on. */
export const RATE_AFTER_SILENCE = 0.5;
/**
 * Open ports of a host among which nearly nothing else was found, from which it counts as accepting everywhere, and further ones are
 * not looked at: more than anybody has who lists the ports that he knows to be open.
 */
export const ACCEPTS_ALL_PORTS = 256;
/** Open ports that are looked at side by side: each may take its three seconds. */
export const INSPECTIONS_AT_ONCE = 512;
/** Milliseconds by which the wall clock leaps over the monotonic one when the machine has slept. */
export const SLEEP_MS = 1000;
/** Blocks of a plan that are under way at most. */
export const OPEN_BLOCKS = 3;
/** One silent port in so many is asked once more, as a sample of what was missed. */
export const SAMPLED_SILENCES = 64;
/** Milliseconds that a sampled port is left alone before. */
export const SAMPLE_GAP_MS = 1000;

/**
 * Ports by which a scan finds out who is there. Whoever has no firewall refuses any of them, which is an answer too; behind
 * one, these are let through most: the web of servers and of appliances, remote login, shares and desktops of Windows.
 */
export const DISCOVERY_PORTS: readonly number[] = [443, 80, 22, 445, 3389, 8080];

/** Plan cells (host, port) handled as one block: bounds the memory of a scan whatever the size of its plan. */
export const BLOCK_CELLS = 262_144;
/** Hosts in one block, for the same reason. */
export const BLOCK_HOSTS = 1024;
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
