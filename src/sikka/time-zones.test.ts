import { toIanaZone } from './time-zones';

it.each([
  ['Eastern Standard Time', 'America/New_York'],
  ['US Eastern Standard Time', 'America/Indiana/Indianapolis'],
  ['US Mountain Standard Time', 'America/Phoenix'],
  ['Mountain Standard Time', 'America/Denver'],
  ['Canada Central Standard Time', 'America/Regina'],
  ['SA Western Standard Time', 'America/Puerto_Rico'],
  [' pacific standard time ', 'America/Los_Angeles'],
  ['W. Europe Standard Time', 'Europe/Berlin'],
])('maps %s to %s', (windowsZone, zone) => {
  expect(toIanaZone(windowsZone)).toEqual({ ok: true, value: zone });
});

it.each(['', 'Eastern', 'Atlantis Standard Time', 'constructor'])(
  'takes %j for an error, not for UTC',
  (windowsZone) => {
    expect(toIanaZone(windowsZone)).toEqual({ ok: false, error: 'unknown-zone' });
  },
);
