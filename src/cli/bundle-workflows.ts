import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLE_FILE, bundleWorkflows } from '../process/workflow-bundle';

const TARGET_FOLDER = join(__dirname, '..', '..', 'dist');

/** Part of `npm run build`: the workflows as one file, so that a worker starts in a moment and without a bundler. */
async function main(): Promise<void> {
  const { code } = await bundleWorkflows();
  mkdirSync(TARGET_FOLDER, { recursive: true });
  writeFileSync(join(TARGET_FOLDER, BUNDLE_FILE), code);
  console.log(`wrote the workflow bundle, ${String(Math.round(code.length / 1024))} kB`);
}

main().catch((error: unknown) => {
  console.error('The workflows could not be bundled:', error);
  process.exitCode = 1;
});
