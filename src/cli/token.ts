import path from 'node:path';
import { runToken } from './token/run-token';

const PROJECT_DIR = path.resolve(__dirname, '../..');

/** `npm run token`: a token for the admin API of the development stack. */
void runToken(process.argv.slice(2), {
  projectDir: PROJECT_DIR,
  processEnv: process.env,
  nowMs: Date.now(),
  print: console.log,
  complain: console.error,
}).then((code) => {
  process.exitCode = code;
});
