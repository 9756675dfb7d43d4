import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleOption } from '@temporalio/worker';
import { failureConverterPath, payloadConverterPath } from '../temporal/data-converter';

/** Where `npm run build` puts the bundle: beside the compiled code. */
export const BUNDLE_FILE = 'workflow-bundle.js';
const BUILT_BUNDLE = join(__dirname, '..', '..', BUNDLE_FILE);

/** The workflows and the converters that they run with, as one file; two seconds of work. */
export function bundleWorkflows(): Promise<{ readonly code: string }> {
  return bundleWorkflowCode({
    workflowsPath: require.resolve('../workflows'),
    payloadConverterPath,
    failureConverterPath,
    logger: new DefaultLogger('WARN'),
  });
}

/**
 * The bundle that was built, else one made of the sources now. Tests name a bundle of their own in
 * PARLAE_WORKFLOW_BUNDLE, so that not every worker of a run makes it again.
 */
export async function findWorkflowBundle(): Promise<WorkflowBundleOption> {
  const path = process.env['PARLAE_WORKFLOW_BUNDLE'] ?? BUILT_BUNDLE;
  return existsSync(path) ? { code: readFileSync(path, 'utf8') } : bundleWorkflows();
}
