import { toolText, type ToolText } from '../../../../domain/status-words';

/** Words that any tool may need. Nothing here depends on who calls or on whether a patient exists. */
export const sayUnknownTool = (): ToolText =>
  toolText(
    'NOT DONE',
    'there is no tool of that name, and nothing was done. Use one of the tools that you were given.',
  );

export const sayWrongPath = (): ToolText =>
  toolText('NOT DONE', 'that tool was called at the address of another one, and nothing was done.');

export const sayUnknownLine = (): ToolText =>
  toolText(
    'UNAVAILABLE',
    'this phone line is not set up, and nothing was done. Say that the office will have to help.',
  );

export const sayNotConnected = (): ToolText =>
  toolText(
    'UNAVAILABLE',
    "the office's system is not connected, and nothing was done. Offer to take the caller to a person.",
  );

export const sayNotAllowed = (): ToolText =>
  toolText(
    'UNAVAILABLE',
    'the office has switched this off, and nothing was done. Offer to take the caller to a person.',
  );

export const sayUnreadableArguments = (): ToolText =>
  toolText('NEED', 'the arguments must be one JSON object, and nothing was done. Call the tool again.');

export const sayNoCallId = (): ToolText =>
  toolText('NOT DONE', 'the request does not say which call it belongs to, and nothing was done.');

export const sayDifferentArguments = (): ToolText =>
  toolText(
    'NOT DONE',
    'this tool call came before with other arguments, and nothing new was done. Make a new tool call.',
  );

export const sayWrongArguments = (complaint: string): ToolText =>
  toolText('NEED', `${complaint}. Nothing was done. Ask the caller if needed, then call the tool again.`);

/** A read that did not end in time, or at all. */
export const sayReadFailed = (): ToolText =>
  toolText(
    'UNAVAILABLE',
    "the office's system did not answer in time, and nothing was found or done. Apologise and try once more.",
  );

/** Nothing of this request was begun; what the call asked for before cannot be looked up, and is not denied. */
export const sayOutOfReach = (): ToolText =>
  toolText(
    'UNAVAILABLE',
    'our own records cannot be reached, and this request was not begun. What was asked for before may still be under way. Apologise and try once more.',
  );

/** A write whose end we do not know. Never says that nothing was done, and never that something was. */
export const sayWriteUnknown = (): ToolText =>
  toolText(
    'WORKING',
    'the request is still being worked on, and nobody knows yet how it ends. Say just that, and not that it is done.',
  );

export const sayLocked = (): ToolText =>
  toolText(
    'NEED',
    'the caller could not be verified in this call. Do not ask again. Offer to take them to a person at the office.',
  );

/** The same words for everybody below the level that a tool needs, whether or not we know them. */
export const sayVerifyFirst = (): ToolText =>
  toolText(
    'NEED',
    "the caller must be verified first, and nothing was done. Ask for the patient's full name and date of birth, then call search-patients.",
  );

/** One answer for an invented code, a code of another call and the code of another patient's visit. */
export const sayUnknownVisit = (): ToolText =>
  toolText(
    'NOT DONE',
    'this patient has no visit of that code in this call, and nothing was done. Call get-patient-info and use a code from its answer.',
  );

export const sayCodeOfRequest = (): ToolText =>
  toolText(
    'NOT DONE',
    'that code is of a request and not of a visit, and nothing was done. Call get-patient-info and use the code of a visit.',
  );

export const sayVisitHasBegun = (): ToolText =>
  toolText(
    'NOT DONE',
    'that visit has begun or is over, and nothing was done. Offer to take the caller to a person at the office.',
  );

export const sayNoSuchVisitAnyMore = (): ToolText =>
  toolText(
    'NOT DONE',
    'that visit did not come about or is no more, and nothing was done. Call get-patient-info for the visits that there are.',
  );
