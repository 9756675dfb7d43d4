import type { ManagedProcess } from '../../src/cli/dev/managed-process';
import { launchOneMore } from '../stack/start-stack';
import type { Scene } from './scene';

/** How many processes of each kind do the work. */
export interface Crew {
  readonly api: 1 | 2;
  readonly worker: 1 | 2;
}

export const nameOf = ({ api, worker }: Crew): string => `${api} api, ${worker} worker${worker === 1 ? '' : 's'}`;

/** A scene whose processes may become more. */
export interface CrewedScene extends Scene {
  readonly pids: Map<string, readonly number[]>;
}

interface Joined {
  readonly apiUrls: readonly string[];
  readonly extra: readonly ManagedProcess[];
}

/** Works with so many processes, and ends what came for it. */
export async function withCrew<T>(
  scene: CrewedScene,
  crew: Crew,
  work: (apiUrls: readonly string[]) => Promise<T>,
): Promise<T> {
  const { apiUrls, extra } = await join(scene, crew);
  try {
    return await work(apiUrls);
  } finally {
    for (const kind of ['api', 'worker'] as const) {
      scene.pids.set(kind, (scene.pids.get(kind) ?? []).slice(0, 1));
    }
    await Promise.all(extra.map((part) => part.stop()));
  }
}

async function join({ stackPlan, pids, apiUrl }: CrewedScene, crew: Crew): Promise<Joined> {
  const apiUrls = [apiUrl];
  const extra: ManagedProcess[] = [];
  for (const kind of ['api', 'worker'] as const) {
    if (crew[kind] === 1) continue;
    const { part, url } = await launchOneMore(stackPlan, kind);
    pids.set(kind, [...(pids.get(kind) ?? []), part.pid]);
    if (kind === 'api') apiUrls.push(url);
    extra.push(part);
  }
  return { apiUrls, extra };
}
