// Compiles src/ to dist/. The new files take the place of the old ones at once, so that no file of an older build stays
// and a program that is starting meanwhile finds either the one build or the other.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleCommand } from './bundle-command.mjs';
import { bundleStage } from './bundle-stage.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
const draft = join(root, `dist.${process.pid}.part`);
const dist = join(root, 'dist');

const { status } = spawnSync(process.execPath, [compiler, '--project', 'tsconfig.build.json', '--outDir', draft], {
  cwd: root,
  stdio: 'inherit',
});
if (status === 0) {
  for (const stage of ['mail', 'protocols']) await bundleStage(join(draft, stage));
  await bundleCommand(root, join(draft, 'cli', 'lookup-bundle.cjs'));
  copyFileSync(join(root, 'scripts', 'portolan.cjs'), join(draft, 'cli', 'portolan.cjs'));
  chmodSync(join(draft, 'cli', 'portolan.cjs'), 0o755);
  rmSync(dist, { recursive: true, force: true });
  renameSync(draft, dist);
}
rmSync(draft, { recursive: true, force: true });
process.exit(status ?? 1);
