import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { failureConverterPath, payloadConverterPath } from '../temporal/data-converter';

const TARGET = join(__dirname, '..', '..', 'dist', 'workflow-bundle.js');

/** Part of `npm run build`: the workflows as one file, so that a worker starts in a moment and without a bundler. */
async function main(): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: require.resolve('../workflows'),
    payloadConverterPath,
    failureConverterPath,
    logger: new DefaultLogger('WARN'),
  });
  mkdirSync(dirname(TARGET), { recursive: true });
  writeFileSync(TARGET, code);
  console.log(`wrote the workflow bundle, ${String(Math.round(code.length / 1024))} kB`);
}

main().catch((error: unknown) => {
  console.error('The workflows could not be bundled:', error);
  process.exitCode = 1;
});
