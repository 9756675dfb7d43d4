/** Which AWS is meant. */
export interface AwsPlace {
  readonly region: string;
  /** Instead of the region's own endpoints; null for those. */
  readonly endpointUrl: string | null;
}

const CONNECT_TIMEOUT_MS = 1_000;
const REQUEST_TIMEOUT_MS = 3_000;
const MAX_ATTEMPTS = 2;
const MAX_SOCKETS = 25;
/** Both attempts and the pause between them; also ends an answer that stops in the middle. */
const TOTAL_TIMEOUT_MS = MAX_ATTEMPTS * (CONNECT_TIMEOUT_MS + REQUEST_TIMEOUT_MS) + 500;

/** What every client of AWS is made with: a phone call waits for the answer, so no time-out may be the SDK's (none). */
export const awsClientOptions = ({ region, endpointUrl }: AwsPlace) => ({
  region,
  ...(endpointUrl === null ? {} : { endpoint: endpointUrl }),
  maxAttempts: MAX_ATTEMPTS,
  requestHandler: {
    connectionTimeout: CONNECT_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Without this the SDK only warns when a request takes too long.
    throwOnRequestTimeout: true,
    httpAgent: { keepAlive: true, maxSockets: MAX_SOCKETS },
    httpsAgent: { keepAlive: true, maxSockets: MAX_SOCKETS },
  },
});

/** The options of one request: its end, retries included. */
export const withinTotalTimeout = (): { abortSignal: AbortSignal } => ({
  abortSignal: AbortSignal.timeout(TOTAL_TIMEOUT_MS),
});
