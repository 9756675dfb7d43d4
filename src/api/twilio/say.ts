/** Says nothing: Twilio itself answers STOP and START. */
export const NO_ANSWER = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>';

export const HELP_ANSWER =
  '<?xml version="1.0" encoding="UTF-8"?><Response><Message>' +
  'You get texts here about visits that you asked for by phone. For help call your dental office. Reply STOP to opt out.' +
  '</Message></Response>';
