import { toolText } from '../../../../domain/status-words';

export const english = {
  /** Begun is not answered: nobody may say that a person is on the line. */
  puttingThrough: () =>
    toolText(
      'OK',
      'the call is being put through to the office; say goodbye briefly. Do not say that anybody has answered.',
    ),

  /** Only where the practice's people are reached by a channel does it say that they will act. */
  task: (willOfficeAct: boolean, isEmergency: boolean) =>
    toolText(
      'TASK',
      `${
        willOfficeAct
          ? 'nobody can take the call now, and somebody at the office will call back. Say just that, and promise no time.'
          : 'nobody can take the call now. The request is written down for the office. Say just that, and promise no call.'
      }${isEmergency ? ' With trouble breathing, or bleeding that does not stop, they should call 911; say that first.' : ''}`,
    ),
};

export type Words = typeof english;
