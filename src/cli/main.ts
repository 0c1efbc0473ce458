#!/usr/bin/env node
import { runQuickLookup } from './quick-lookup.js';

/** A plain lookup is answered by itself; all the rest is loaded only for the other calls. */
async function main(): Promise<void> {
  const isAnswered = await runQuickLookup(process.argv.slice(2), process.env);
  if (!isAnswered) await import('./full-main.js');
}

void main();
