import { refuseMissingQuery } from '../http/body';
import { whereEqual } from '../http/query';
import { list, type OfficeRequest, type OfficeRoute, type Reply } from '../http/reply';
import type { SeedOperatory, SeedPractice } from '../seed/types';

/** Who works in a room, joined by a bar; no other software than Eaglesoft tells it. */
const providersOf = (practice: SeedPractice, room: SeedOperatory): string =>
  practice.providers
    .filter((provider) => provider.role === room.usedBy && provider.isActive)
    .map((provider) => provider.providerId)
    .join('|');

/** `cust_id` is demanded, and `practice_id` has a form that no other list has (`1-0`). */
function listOperatories({ query, at }: OfficeRequest): Reply {
  const missing = refuseMissingQuery(query, ['cust_id']);
  if (missing !== null) return missing;
  const rows = at.office.practices.flatMap((practice) =>
    practice.operatories.map((room) => ({
      operatory: room.operatory,
      abbreviation: room.abbreviation,
      practice_id: `${practice.custId}-0`,
      cust_id: practice.custId,
      is_hidden: room.isHidden ? 'T' : 'F',
      provider_id: at.profile().namesRoomProviders ? providersOf(practice, room) : '',
    })),
  );
  return list(whereEqual(rows, query, ['cust_id', 'is_hidden']), Object.keys(rows[0] ?? {}));
}

export const operatoryRoutes = (): OfficeRoute[] => [
  { method: 'get', path: '/operatories', credentials: 'request-key', handle: listOperatories },
];
