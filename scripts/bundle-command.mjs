// Bundles the way of a plain lookup into one file: reading fifty small modules takes longer than the lookup. Everything else
// stays in its own file and is imported when another command is called. CommonJS, because Node starts it sooner.
import { build } from 'esbuild';

/** What the bundle imports only when it must. */
const LATER = ['./full-main.js'];

/**
 * Writes the bundle that the package's command loads.
 *
 * @param root Folder with `src/`.
 * @param file The bundle; it finds the data from its own place, as the other compiled files do.
 */
export async function bundleCommand(root, file) {
  await build({
    absWorkingDir: root,
    entryPoints: ['src/cli/main.ts'],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'cjs',
    external: LATER,
    minify: true,
    legalComments: 'eof',
    logLevel: 'warning',
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: 'const bundleUrl=require("node:url").pathToFileURL(__filename);' },
  });
}
