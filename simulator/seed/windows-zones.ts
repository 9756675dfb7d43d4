/** Sikka names zones as Windows does. "Standard" does not mean "no daylight saving time". */
const IANA_OF: Readonly<Record<string, string>> = {
  'Eastern Standard Time': 'America/New_York',
  'US Eastern Standard Time': 'America/Indiana/Indianapolis',
  'Central Standard Time': 'America/Chicago',
  'Canada Central Standard Time': 'America/Regina',
  'Mountain Standard Time': 'America/Denver',
  'US Mountain Standard Time': 'America/Phoenix',
  'Pacific Standard Time': 'America/Los_Angeles',
  'Alaskan Standard Time': 'America/Anchorage',
  'Hawaiian Standard Time': 'Pacific/Honolulu',
  'Atlantic Standard Time': 'America/Halifax',
  'Newfoundland Standard Time': 'America/St_Johns',
  'SA Western Standard Time': 'America/Puerto_Rico',
};

/** undefined for a name that is not known: then only the name is shown, and the clocks stay as they are. */
export const ianaZoneOf = (windowsZone: string): string | undefined => IANA_OF[windowsZone];
