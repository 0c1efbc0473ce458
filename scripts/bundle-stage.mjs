// Bundles a stage of many small modules into one file. Node opens all files that a module imports at the same time, and a
// hundred small ones are too many where a process may have only 64 open; one starts sooner as well.
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { build } from 'esbuild';

const ENTRY = 'index.js';

/**
 * Puts the bundle in the place of the entry, and takes the other modules away. Their types stay.
 *
 * @param folder Folder with a compiled stage, of which nothing but the entry is imported from elsewhere.
 */
export async function bundleStage(folder) {
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
    plugins: [{ name: 'leave other stages', setup: (plugin) => leaveOthers(plugin, folder) }],
  });
  for (const name of readdirSync(folder, { recursive: true })) {
    if (name.endsWith('.js') && name !== ENTRY) rmSync(join(folder, name));
  }
}

/** What lies outside the folder is imported as before, by its path from the bundle. */
function leaveOthers(plugin, folder) {
  plugin.onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
    if (kind === 'entry-point') return undefined;
    if (!path.startsWith('.')) return { path, external: true };
    const target = resolve(dirname(importer), path);
    if (target.startsWith(folder + sep)) return undefined;
    return { path: relative(folder, target).replaceAll(sep, '/'), external: true };
  });
}
