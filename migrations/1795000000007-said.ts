import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which operation a promise answers: a wish may end without ever being a booking or a change. */
export class Said1795000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE promises ADD COLUMN operation_key text;
      CREATE INDEX ix_promises_operation ON promises (operation_key) WHERE operation_key IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE promises DROP COLUMN operation_key');
  }
}
