import type { OfficeRef } from '../../domain/office-ref';

/**
 * One value per office, the one used longest ago forgotten first. A request under way keeps its own hold of a value that
 * was forgotten, so nothing is lost but what was learned.
 */
export function createOfficeMap<T>(maxOffices: number, create: (office: OfficeRef) => T) {
  const values = new Map<string, T>();
  return {
    get(office: OfficeRef): T {
      const name = `${office.accountId}/${office.officeId}`;
      const known = values.get(name);
      if (known !== undefined) values.delete(name);
      const value = known ?? create(office);
      values.set(name, value);
      const [oldest] = values.size > maxOffices ? values.keys() : [];
      if (oldest !== undefined) values.delete(oldest);
      return value;
    },
    size: (): number => values.size,
  };
}
