import type { DataSource, EntityManager } from 'typeorm';
import { toPersistenceError } from './errors';

/** The one door to Postgres: whatever fails inside comes out without its parameters. */
export class Database {
  constructor(private readonly dataSource: DataSource) {}

  /** Runs `work` in one transaction; it commits when `work` resolves. */
  async transaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await this.dataSource.transaction(work);
    } catch (error) {
      throw toPersistenceError(error);
    }
  }

  /** Runs `work` without a transaction of its own: for single statements. */
  async run<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await work(this.dataSource.manager);
    } catch (error) {
      throw toPersistenceError(error);
    }
  }

  async isReachable(): Promise<boolean> {
    try {
      await this.dataSource.query('SELECT 1');
      return true;
    } catch {
      return false;
    }
  }
}
