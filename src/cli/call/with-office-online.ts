import type { Office } from '../../../simulator/callers/office';

/**
 * Runs `work` with the practice's computer on, and leaves it on whatever happens: a call that was broken off must not
 * leave every later one without an answer from the practice.
 */
export async function withOfficeOnline<T>(
  office: Pick<Office, 'isOnline' | 'setOnline'>,
  tell: (text: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  if (!(await office.isOnline())) {
    await office.setOnline(true);
    tell("The practice's computer was off. It has been switched on for this call.");
  }
  try {
    return await work();
  } finally {
    await office.setOnline(true);
  }
}
