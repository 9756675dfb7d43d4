import { html, table, type Markup } from './html';
import type { StateView } from './state-view';

const REFRESH_SECONDS = 5;

function offices(state: StateView): Markup {
  return table(
    'Offices',
    ['Office', 'Profile', 'Zone', 'Local time', 'Utility', 'Request keys', 'Last one ends', 'Refresh keys'],
    state.offices.map((office) => [
      office.officeId,
      office.profile,
      office.zone,
      office.localTime,
      office.isSpuOnline ? 'online' : 'offline',
      office.keys.running,
      office.keys.lastEndsAt,
      office.keys.refreshKeys,
    ]),
  );
}

const appointments = (state: StateView): Markup[] =>
  state.offices.flatMap((office) =>
    office.practices.map((practice) =>
      table(
        `Next appointments: ${office.officeId}, ${practice.practiceId} ${practice.name}`,
        ['Date', 'Time', 'Minutes', 'Provider', 'Room', 'Patient', 'Description', 'Made by'],
        practice.nextAppointments.map((visit) => [
          visit.date,
          visit.time,
          visit.lengthMinutes,
          visit.providerId,
          visit.operatory,
          visit.patientId,
          visit.description,
          visit.source,
        ]),
      ),
    ),
  );

const writebacks = (state: StateView): Markup =>
  table(
    'Write-backs',
    ['Id', 'Office', 'Practice', 'Kind', 'State', 'Requested', 'Completed', 'Created', 'Result'],
    state.writebacks.map((write) => [
      write.id,
      write.officeId,
      write.practiceId,
      write.kind,
      write.state,
      write.requestedAt,
      write.completedAt,
      write.createdId,
      write.result,
    ]),
  );

const webhooks = (state: StateView): Markup =>
  table(
    'Webhooks',
    ['Id', 'Event', 'Target', 'State', 'Failures in a row', 'Delivered', 'Waiting', 'Last answer'],
    state.webhooks.map((webhook) => [
      webhook.id,
      webhook.event,
      webhook.target,
      webhook.isActive ? 'active' : 'silent',
      webhook.failuresInRow,
      webhook.delivered,
      webhook.waiting,
      webhook.lastStatus,
    ]),
  );

const requests = (state: StateView): Markup =>
  table(
    'Access log',
    ['Time', 'Method', 'Path', 'Office', 'Status', 'ms'],
    state.requests.map((entry) => [
      entry.at,
      entry.method,
      entry.path,
      entry.officeId,
      entry.status ?? (entry.durationMs === null ? 'running' : 'cut'),
      entry.durationMs,
    ]),
  );

function knobs({ knobs: { general, offices: own } }: StateView): Markup {
  const rows = (office: string, settings: object) =>
    Object.entries(settings).map(([name, value]: [string, unknown]) => [office, name, JSON.stringify(value)]);
  return table(
    'Knobs that differ from the default',
    ['Office', 'Knob', 'Value'],
    [...rows('all', general), ...Object.entries(own).flatMap(([officeId, settings]) => rows(officeId, settings))],
  );
}

/** The whole page; it needs no script and looks again by itself. */
export const pageOf = (state: StateView): string =>
  `<!DOCTYPE html>${
    html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="refresh" content="${REFRESH_SECONDS}" />
        <title>Sikka simulator</title>
        <link rel="stylesheet" href="/__sim/page.css" />
      </head>
      <body>
        <h1>Sikka simulator</h1>
        <p>${state.now} · all people are invented · <a href="/__sim/state">the same as JSON</a></p>
        ${offices(state)} ${appointments(state)} ${writebacks(state)} ${webhooks(state)} ${knobs(state)}
        ${requests(state)}
      </body>
    </html>`.markup
  }`;
