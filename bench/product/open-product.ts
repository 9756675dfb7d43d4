import type { SikkaClient } from '../../src/sikka/client';
import type { BuiltProduct } from './built';

export interface ProductClient {
  readonly sikka: SikkaClient;
  close(): Promise<void>;
}

export interface ProductOptions {
  /** What api and worker are started with. */
  readonly variables: Readonly<Record<string, string>>;
  /** Takes the governor out; all else stays. */
  readonly isGoverned: boolean;
}

/** Opens clients of Sikka as a process of ours does: each with its own connections, keys and knowledge of the offices. */
export function createProductOpener(built: BuiltProduct) {
  const metrics = built.createMetrics();
  const logger = built.createLogger({ level: 'silent', processName: 'bench', buildId: 'bench' });
  const now = (): Date => new Date();

  return async ({ variables, isGoverned }: ProductOptions): Promise<ProductClient> => {
    const config = built.readWorkerConfig(variables);
    if (!config.ok) throw new Error(`the product refuses ${config.error.map(({ variable }) => variable).join(', ')}`);
    const parts = await built.createSharedParts({ config: config.value, now, metrics, logger });
    if (isGoverned) return parts;
    const { sikka } = config.value;
    const ungoverned = built.createSikkaClient({
      ...sikka,
      secrets: parts.secrets,
      now,
      onExchange: metrics.observeExchange,
      observer: parts.watch,
    });
    return {
      sikka: ungoverned,
      async close() {
        ungoverned.close();
        await parts.close();
      },
    };
  };
}
