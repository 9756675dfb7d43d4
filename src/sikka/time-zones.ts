import { findIana } from 'windows-iana';
import { isPracticeZone, type PracticeZone } from '../domain/time/practice-time';
import { err, ok, type Result } from '../domain/result';

/** The names that practices in North America have, by hand, as "Standard" in a Windows name does not mean "no DST". */
const KNOWN: Readonly<Record<string, PracticeZone>> = {
  'eastern standard time': 'America/New_York',
  'us eastern standard time': 'America/Indiana/Indianapolis',
  'central standard time': 'America/Chicago',
  'canada central standard time': 'America/Regina',
  'mountain standard time': 'America/Denver',
  'us mountain standard time': 'America/Phoenix',
  'pacific standard time': 'America/Los_Angeles',
  'alaskan standard time': 'America/Anchorage',
  'hawaiian standard time': 'Pacific/Honolulu',
  'atlantic standard time': 'America/Halifax',
  'newfoundland standard time': 'America/St_Johns',
  'sa western standard time': 'America/Puerto_Rico',
};

/** The IANA zone of a Windows zone name as Sikka gives it. An unknown name is a configuration error, never UTC. */
export function toIanaZone(windowsZone: string): Result<PracticeZone, 'unknown-zone'> {
  const name = windowsZone.trim();
  const zone = Object.hasOwn(KNOWN, name.toLowerCase()) ? KNOWN[name.toLowerCase()] : findIana(name)[0];
  return zone !== undefined && isPracticeZone(zone) ? ok(zone) : err('unknown-zone');
}
