/** Ids become parts of a name, so what could make one name mean another is refused. */
const SAFE_ID = /^[A-Za-z0-9_.-]{1,128}$/;

function safe(id: string): string {
  if (!SAFE_ID.test(id)) throw new RangeError('an account or office id may hold letters, digits, - _ and . only');
  return id;
}

/** Name of the credentials of an account's first office. @throws RangeError for an id that is not safe in a name */
export const firstOfficeName = (accountId: string): string => `parlae/pms/sikka/${safe(accountId)}`;

/** Name of the credentials of each further office of an account. @throws RangeError as above */
export const furtherOfficeName = (accountId: string, officeId: string): string =>
  `${firstOfficeName(accountId)}/${safe(officeId)}`;
