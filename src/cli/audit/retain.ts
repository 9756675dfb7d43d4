import { createVerifySealedOutside } from '../../audit/retention/sealed-outside';
import { auditCommandVariables } from '../../config/command-variables';
import { describeConfigProblems } from '../../config/problem';
import { problemWith, type Environment } from '../../config/read-variables';
import { openCheckpointStore } from '../../process/checkpoints';
import { withSystemValues } from '../../process/system-values';
import { endWith, Exit } from './exit-codes';
import { findPublicKeys, readOutsideSettings, type OutsideSettings } from './outside';
import { readRetainFlags, RETAIN_USAGE, type RetainFlags } from './retain-flags';
import { retainMonths } from './retain-months';
import { withRetentionLogin } from './retention-login';

/** `npm run audit -- retain`. @returns the exit code: 1 where a month stays that should go, 2 for wrong flags */
export async function runRetain(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  if (args.includes('--help')) {
    console.log(RETAIN_USAGE);
    return Exit.done;
  }
  const flags = readRetainFlags(args);
  if (!flags.ok) return endWith(Exit.usage, `${flags.error}\n\n${RETAIN_USAGE}`);
  const system = await withSystemValues(env);
  const settings = system.ok ? readOutsideSettings(system.value) : system;
  if (!system.ok || !settings.ok) {
    return endWith(Exit.config, describeConfigProblems('audit command', settings.ok ? [] : settings.error));
  }
  return retain(system.value, settings.value, flags.value);
}

async function retain(env: Environment, { checkpoints, signer }: OutsideSettings, flags: RetainFlags): Promise<number> {
  if (checkpoints === null) {
    const missing = problemWith(auditCommandVariables, 'AUDIT_CHECKPOINT_URL', 'is missing');
    return endWith(Exit.config, describeConfigProblems('audit command', [missing]));
  }
  const keys = await findPublicKeys(flags.publicKeyFiles, signer);
  if (!keys.ok) return endWith(Exit.usage, `${keys.error} Nothing was dropped.`);
  const now = (): Date => new Date();
  const store = openCheckpointStore(checkpoints, now);
  try {
    const verifySealedOutside = createVerifySealedOutside(store, keys.value);
    return await withRetentionLogin(env, (database) =>
      retainMonths({ database, verifySealedOutside, now, say: console.log }, flags),
    );
  } finally {
    store.close();
  }
}
