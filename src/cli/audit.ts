import path from 'node:path';
import { runAuditCommand } from './audit/commands';
import { readAuditEnvironment } from './audit/dev-stack';

const PROJECT_DIR = path.resolve(__dirname, '../..');

/** `npm run audit`: what a privacy officer does with the audit record. */
void runAuditCommand(process.argv.slice(2), readAuditEnvironment(PROJECT_DIR, process.env)).then((code) => {
  process.exitCode = code;
});
