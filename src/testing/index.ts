/** Scripted servers for those who test a client of SMTP, POP3, IMAP, ManageSieve or another protocol of lines. */
export { PortolanError } from '../errors.js';
export { formatScript } from './format.js';
export type { ConnectionLog, Said, ScriptEvent, ScriptProblem, SecureFacts } from './log.js';
export { parseScript } from './parse.js';
export { type ScriptedServer, type ScriptOptions, type ScriptSource, startScript } from './server.js';
export type { ProblemCode, Script } from './types.js';
