/** A wrong call that the command line itself noticed; its message is one line in the language of the call. */
export class UsageError extends Error {}
