import type { MigrationInterface, QueryRunner } from 'typeorm';
import { BOOKINGS_DOWN, BOOKINGS_UP } from './writes/bookings';
import { CALLBACKS_DOWN, CALLBACKS_UP } from './writes/callbacks';
import { CHANGES_DOWN, CHANGES_UP } from './writes/changes';
import { PROMISES_DOWN, PROMISES_UP } from './writes/promises';
import { STAFF_CHANNELS_DOWN, STAFF_CHANNELS_UP } from './writes/staff-channels';
import { SWEEPS_DOWN, SWEEPS_UP } from './writes/sweeps';

const UP = [CHANGES_UP, BOOKINGS_UP, PROMISES_UP, STAFF_CHANNELS_UP, SWEEPS_UP, CALLBACKS_UP];
const DOWN = [CALLBACKS_DOWN, SWEEPS_DOWN, STAFF_CHANNELS_DOWN, PROMISES_DOWN, BOOKINGS_DOWN, CHANGES_DOWN];

/** Every write, and what becomes of it: changes besides bookings, promises, texts, tasks that reach people, sweeps. */
export class Writes1795000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statements of UP) await runner.query(statements);
    await runner.query('SELECT parlae_grant_roles()');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statements of DOWN) await runner.query(statements);
  }
}
