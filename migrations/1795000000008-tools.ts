import type { MigrationInterface, QueryRunner } from 'typeorm';
import { LANGUAGES_DOWN, LANGUAGES_UP } from './tools/languages';
import { TRANSFER_DESTINATIONS_DOWN, TRANSFER_DESTINATIONS_UP } from './tools/transfer-destinations';

const UP = [LANGUAGES_UP, TRANSFER_DESTINATIONS_UP];
const DOWN = [TRANSFER_DESTINATIONS_DOWN, LANGUAGES_DOWN];

/** What the tools need to know of a call and a practice: languages, and where a person is found. */
export class Tools1795000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statements of UP) await runner.query(statements);
    await runner.query('SELECT parlae_grant_roles()');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statements of DOWN) await runner.query(statements);
  }
}
