import { parseArgs } from 'node:util';
import { SCENARIOS } from '../../../simulator/callers/scenarios';
import type { Scenario } from '../../../simulator/callers/script';
import { err, ok, type Result } from '../../domain/result';

export type CallFlags = { readonly kind: 'help' | 'list' } | { readonly kind: 'play'; readonly scenario: Scenario };

export const describeScenarios = (): string =>
  SCENARIOS.map(({ name, title }) => `  ${name.padEnd(18)} ${title}`).join('\n');

export const USAGE = `Usage: npm run demo:call [-- FLAGS]

Plays a whole phone call against the running development stack (npm run dev), shows what the caller hears and what the
back end did, and checks that the call ended as it should.

  --scenario NAME  the call to play; "${SCENARIOS[0].name}" unless said
  --list           the names of the calls
  --help           this text

The calls:
${describeScenarios()}`;

/** The flags of `npm run demo:call -- ...`, or what is wrong with them. */
export function parseFlags(args: readonly string[]): Result<CallFlags, string> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
        scenario: { type: 'string', default: SCENARIOS[0].name },
      },
      allowPositionals: false,
    });
    if (values.help) return ok({ kind: 'help' });
    if (values.list) return ok({ kind: 'list' });
    const scenario = SCENARIOS.find(({ name }) => name === values.scenario);
    if (scenario !== undefined) return ok({ kind: 'play', scenario });
    return err(`There is no call "${values.scenario}". These can be played:\n${describeScenarios()}`);
  } catch (error) {
    return err(error instanceof Error ? error.message : 'unreadable flags');
  }
}
