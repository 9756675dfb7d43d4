import { toolText } from '../../../../domain/status-words';

/** Words that any tool may need. Nothing here depends on who calls or on whether a patient exists. */
export const english = {
  unknownTool: () =>
    toolText(
      'NOT DONE',
      'there is no tool of that name, and nothing was done. Use one of the tools that you were given.',
    ),

  wrongPath: () => toolText('NOT DONE', 'that tool was called at the address of another one, and nothing was done.'),

  unknownLine: () =>
    toolText(
      'UNAVAILABLE',
      'this phone line is not set up, and nothing was done. Say that the office will have to help.',
    ),

  notConnected: () =>
    toolText(
      'UNAVAILABLE',
      "the office's system is not connected, and nothing was done. Offer to take the caller to a person.",
    ),

  notAllowed: () =>
    toolText(
      'UNAVAILABLE',
      'the office has switched this off, and nothing was done. Offer to take the caller to a person.',
    ),

  unreadableArguments: () =>
    toolText('NEED', 'the arguments must be one JSON object, and nothing was done. Call the tool again.'),

  noCallId: () => toolText('NOT DONE', 'the request does not say which call it belongs to, and nothing was done.'),

  differentArguments: () =>
    toolText(
      'NOT DONE',
      'this tool call came before with other arguments, and nothing new was done. Make a new tool call.',
    ),

  /** @param complaints what the tool's schema says of the arguments, in English */
  wrongArguments: (complaints: readonly string[]) =>
    toolText('NEED', `${complaints.join('; ')}. Nothing was done. Ask the caller if needed, then call the tool again.`),

  /** A read that did not end in time, or at all. */
  readFailed: () =>
    toolText(
      'UNAVAILABLE',
      "the office's system did not answer in time, and nothing was found or done. Apologise and try once more.",
    ),

  /** Nothing of this request was begun; what the call asked for before cannot be looked up, and is not denied. */
  outOfReach: () =>
    toolText(
      'UNAVAILABLE',
      'our own records cannot be reached, and this request was not begun. What was asked for before may still be under way. Apologise and try once more.',
    ),

  /** A write whose end we do not know. Never says that nothing was done, and never that something was. */
  writeUnknown: () =>
    toolText(
      'WORKING',
      'the request is still being worked on, and nobody knows yet how it ends. Say just that, and not that it is done.',
    ),

  locked: () =>
    toolText(
      'NEED',
      'the caller could not be verified in this call. Do not ask again. Offer to take them to a person at the office.',
    ),

  /** The same words for everybody below the level that a tool needs, whether or not we know them. */
  verifyFirst: () =>
    toolText(
      'NEED',
      "the caller must be verified first, and nothing was done. Ask for the patient's full name and date of birth, then call search-patients.",
    ),

  /** One answer for an invented code, a code of another call and the code of another patient's visit. */
  unknownVisit: () =>
    toolText(
      'NOT DONE',
      'this patient has no visit of that code in this call, and nothing was done. Call get-patient-info and use a code from its answer.',
    ),

  codeOfRequest: () =>
    toolText(
      'NOT DONE',
      'that code is of a request and not of a visit, and nothing was done. Call get-patient-info and use the code of a visit.',
    ),

  visitHasBegun: () =>
    toolText(
      'NOT DONE',
      'that visit has begun or is over, and nothing was done. Offer to take the caller to a person at the office.',
    ),

  noSuchVisitAnyMore: () =>
    toolText(
      'NOT DONE',
      'that visit did not come about or is no more, and nothing was done. Call get-patient-info for the visits that there are.',
    ),
};

export type Words = typeof english;
