import { startApi } from './api/start-api';
import { readApiConfig } from './config/api-config';
import { runProcess } from './process/run-process';

/** The api process: Vapi's webhooks in, answers out. */
void runProcess('api', readApiConfig, startApi);
