// Bundles the protocols into one file. Node opens all files that a module imports at the same time, and a hundred small ones
// are too many where a process may have only 64 open; one starts sooner as well.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const ENTRY = 'index.js';

/**
 * Puts the bundle in the place of the entry, and takes the other modules away. Their types stay.
 *
 * @param folder Folder with the compiled protocols, of which nothing but the entry is imported from elsewhere.
 */
export async function bundleProtocols(folder) {
  const file = join(folder, ENTRY);
  await build({
    entryPoints: [file],
    outfile: file,
    allowOverwrite: true,
    bundle: true,
    platform: 'neutral',
    target: 'node20.19',
    format: 'esm',
    charset: 'utf8',
    logLevel: 'warning',
  });
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.js') && name !== ENTRY) rmSync(join(folder, name));
  }
}
