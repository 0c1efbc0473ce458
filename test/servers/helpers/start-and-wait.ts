// Starts a Postfix, prints where it is as one line of JSON, and waits to be killed.
import { startPostfix } from './postfix.js';

const { port, folder } = await startPostfix({ tls: false });
process.stdout.write(`${JSON.stringify({ port, folder })}\n`);
setInterval(() => {}, 60_000);
