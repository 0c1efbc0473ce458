/** Every default and cap of the scripted server, with its unit and the reason for its value. */

/** Where a scripted server listens, unless told otherwise: nobody outside this machine can reach it. */
export const HOST = '127.0.0.1';
/** Bytes of the longest script: what a person writes has some kilobytes. */
export const MAX_SCRIPT_BYTES = 1024 * 1024;
/** Blocks within blocks at most. Bounds the parser's recursion. */
export const MAX_DEPTH = 16;
/** Rounds of one `repeat` at most. Steps that say nothing are over quickly, and the sum still ends within a test. */
export const MAX_ROUNDS = 1_000_000;
/** Milliseconds of the longest wait: what a client's own deadline may last (RFC 5321 section 4.5.3.2: up to ten minutes), and more. */
export const MAX_WAIT_MS = 3_600_000;
/** Bytes of the longest flood: more than any client should take. */
export const MAX_FLOOD_BYTES = 16 * 1024 ** 3;
/** Bytes that are handed to the socket at once. */
export const CHUNK_BYTES = 64 * 1024;
/** Bytes of the longest line that a client may send; the rest of a longer one is thrown away. Literals are read by count. */
export const MAX_LINE_BYTES = 64 * 1024;
/** Bytes of the longest literal that is read: it is thrown away as it comes. */
export const MAX_LITERAL_BYTES = 1024 ** 3;
/** Bytes that wait to be read until the client is made to wait. Bounds memory. */
export const MAX_UNREAD_BYTES = 256 * 1024;
/** Characters of the dialogue that one connection's log keeps. Bounds memory. */
export const MAX_LOGGED_CHARACTERS = 1024 * 1024;
/** Entries of one connection's log. Bounds memory. */
export const MAX_LOGGED_ENTRIES = 10_000;
/** Problems that one connection's log keeps: the first ones tell. */
export const MAX_PROBLEMS = 100;
/** Connections that one server takes in its life; further ones are reset. Bounds memory. */
export const MAX_CONNECTIONS = 10_000;
/** Steps after which a script that waits for nothing lets everybody else have a turn. */
export const STEPS_PER_TURN = 256;
