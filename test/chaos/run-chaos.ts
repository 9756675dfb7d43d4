import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { createRandom } from '../../simulator/seed/prng';
import { LaunchError } from '../../src/cli/dev/launch-error';
import { timed, type Say } from '../../src/cli/dev/output';
import { findTemporalBinary } from '../../src/cli/dev/temporal-binary';
import { temporalSources } from '../../src/cli/dev/temporal-sources';
import { createLine } from './callers/line';
import { findPlayable, playCallers, type Load } from './callers/load';
import { verifyAudit } from './findings/audit-record';
import { readEngineRecords } from './findings/engine-records';
import type { Evidence, Violation } from './findings/evidence';
import { judge } from './findings/judge';
import { readOurRecords } from './findings/our-records';
import { untilQuiet } from './findings/quiet';
import { describeRun, type RunFacts } from './findings/report';
import { readTheirRecords } from './findings/their-records';
import type { ChaosFlags } from './flags';
import { buildProduct } from './stack/build';
import { buildChaosEnvironment, type ChaosEnvironment } from './stack/environment';
import { startChaosStack, type ChaosStack } from './stack/start-stack';
import { createSimulatorControl, type SimulatorControl } from './storm/simulator-control';
import { startClimate } from './storm/weather';
import { startStorm } from './storm/storm';
import { inWorkshop, type Workshop } from './workshop';

export interface ChaosOptions {
  readonly projectDir: string;
  readonly flags: ChaosFlags;
  readonly say: Say;
}

export interface ChaosOutcome {
  readonly evidence: Evidence;
  readonly violations: readonly Violation[];
}

/** Of the time, what is left for the quiet after the storm; and what it may take at least. */
const QUIET_SHARE = 0.25;
const LEAST_QUIET_MS = 120_000;

/** Builds, starts, storms, waits for quiet, and judges. @returns null after Ctrl-C */
export const runChaos = (options: ChaosOptions): Promise<ChaosOutcome | null> =>
  inWorkshop(options.say, async (workshop) => {
    const { projectDir, flags, say } = options;
    const startedMs = performance.now();
    say(`seed ${flags.seed}, ${flags.writes} intended writes, at most ${flags.minutes} min, in ${workshop.folder}`);
    const environment = await buildChaosEnvironment(projectDir, workshop.folder);
    await timed(say, 'compiled', () => buildProduct(projectDir, environment.built));
    const stack = await start(options, workshop, environment);
    const control = createSimulatorControl(environment.simulatorUrl);
    const endsMs = performance.now() + flags.minutes * 60_000;

    const { load, facts } = await storm(options, { environment, stack, control, endsMs });
    await timed(say, 'all up again', () => stack.untilAllServe(60_000));
    const underWay = await timed(say, 'quiet', () =>
      waitForQuiet(environment, Math.max(endsMs, performance.now() + LEAST_QUIET_MS), say),
    );
    const evidence: Evidence = {
      intended: load.intended,
      ours: await readOurRecords(environment.ownerUrl),
      theirs: await readTheirRecords(control),
      engine: await readEngineRecords(environment.variables['TEMPORAL_ADDRESS'] ?? '', 'default'),
      audit: await verifyAudit(environment),
      underWay,
      indexKey: environment.indexKey,
    };
    const violations = judge(evidence);
    say(describeRun(evidence, violations, { ...facts, durationMs: performance.now() - startedMs }));
    if (violations.length > 0 || flags.isKeeping) {
      workshop.keepFolder();
      const { indexKey: _secret, ...kept } = evidence;
      writeFileSync(path.join(workshop.folder, 'evidence.json'), JSON.stringify({ violations, ...kept }, null, 1));
      say(`\nThe data folder is kept: ${workshop.folder}`);
    }
    return { evidence, violations };
  });

async function start({ say }: ChaosOptions, workshop: Workshop, environment: ChaosEnvironment): Promise<ChaosStack> {
  const { path: temporalBinary } = await findTemporalBinary(temporalSources(process.env), say);
  return startChaosStack({ ...workshop, environment, temporalBinary, say });
}

interface Scene {
  readonly environment: ChaosEnvironment;
  readonly stack: ChaosStack;
  readonly control: SimulatorControl;
  readonly endsMs: number;
}

async function storm(
  { flags, say }: ChaosOptions,
  { environment, stack, control, endsMs }: Scene,
): Promise<{ readonly load: Load; readonly facts: Omit<RunFacts, 'durationMs'> }> {
  const { seed, writes, minutes } = flags;
  const controlBaseUrl = `${environment.simulatorUrl}/vapi-control`;
  const line = createLine({ apiUrl: environment.apiUrl, webhookSecret: environment.webhookSecret, controlBaseUrl });
  const kinds = await findPlayable(line, flags.mix);
  if (kinds.length === 0)
    throw new LaunchError('The api answers none of the tools of the mix.', 'Choose another --mix.');
  say(`  callers ask for: ${kinds.map(({ kind }) => kind).join(', ')}`);

  const untilMs = endsMs - minutes * 60_000 * QUIET_SHARE;
  const climate = startClimate(control, createRandom(seed, 'weather'));
  const blows = startStorm({ stack, control, climate, random: createRandom(seed, 'storm'), say });
  const progress = { shown: 0 };
  const onProgress = (intended: number): void => {
    if (intended - progress.shown < Math.max(10, writes / 10)) return;
    progress.shown = intended;
    say(`  ${intended} of ${writes} writes asked for`);
  };
  const load = await playCallers({ line, control, seed, writes, kinds, untilMs, onProgress });
  await blows.end();
  await timed(say, 'the weather is fine', () => climate.clear());
  const parts = [stack.postgres, stack.temporal, stack.simulator, stack.api, ...stack.workers];
  const collapses = parts.flatMap((part) => part.collapses().map((line) => `${part.name}: ${wordsOf(line)}`));
  const facts = {
    ...{ seed, writes, minutes, calls: load.calls, barrenCalls: load.barrenCalls },
    weatherChanges: climate.changes(),
    struck: new Map([...blows.struck()].toSorted(([one], [other]) => one.localeCompare(other))),
    collapses,
  };
  return { load, facts };
}

/** Of a line of a log that is JSON, what went wrong; never what it went wrong with. */
function wordsOf(line: string): string {
  try {
    const { msg, err } = logLine.parse(JSON.parse(line));
    return `${msg ?? ''} (${err?.code ?? err?.type ?? 'no error'})`;
  } catch {
    return line.slice(0, 120);
  }
}

const logLine = z.object({
  msg: z.string().optional(),
  err: z.object({ type: z.string().optional(), code: z.string().optional() }).optional(),
});

function waitForQuiet({ ownerUrl }: ChaosEnvironment, untilMs: number, say: Say): Promise<number> {
  let last = -1;
  return untilQuiet(ownerUrl, untilMs, (underWay) => {
    if (underWay !== last) say(`  ${underWay} under way`);
    last = underWay;
  });
}
