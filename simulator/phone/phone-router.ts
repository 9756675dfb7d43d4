import express, { type Response, type Router } from 'express';
import { z } from 'zod';
import type { Phone } from './phone';

const messageSchema = z.object({
  To: z.string().regex(/^\+[1-9]\d{7,14}$/),
  MessagingServiceSid: z.string().min(1),
  Body: z.string().min(1).max(1_600),
});

const OPTED_OUT = {
  code: 21610,
  message: 'Attempt to send to unsubscribed recipient',
  more_info: 'https://www.twilio.com/docs/errors/21610',
  status: 400,
};
const REFUSED = {
  code: 21211,
  message: "Invalid 'To' Phone Number",
  more_info: 'https://www.twilio.com/docs/errors/21211',
  status: 400,
};
const NOT_SIGNED_IN = {
  code: 20003,
  message: 'Authenticate',
  more_info: 'https://www.twilio.com/docs/errors/20003',
  status: 401,
};

/** Whether the account's own SID is the user of the Basic credentials. */
function isSignedIn(header: string | undefined, accountSid: string): boolean {
  const credentials = Buffer.from(/^Basic (.+)$/.exec(header ?? '')?.[1] ?? '', 'base64').toString();
  return credentials.startsWith(`${accountSid}:`) && credentials.length > accountSid.length + 1;
}

const cut = (response: Response): void => {
  response.socket?.destroy();
};

/** Twilio's `POST /2010-04-01/Accounts/{sid}/Messages.json`, and `POST /vapi-control/{callId}/control`. */
export function createPhoneRouter(phone: Phone): Router {
  const router = express.Router();
  router.post(
    '/2010-04-01/Accounts/:sid/Messages.json',
    express.urlencoded({ extended: false }),
    (request, response) => {
      const form = messageSchema.safeParse(request.body);
      if (!isSignedIn(request.get('Authorization'), request.params.sid)) {
        response.status(401).json(NOT_SIGNED_IN);
        return;
      }
      if (!form.success) {
        response.status(400).json(REFUSED);
        return;
      }
      const { To: to, MessagingServiceSid: messagingServiceSid, Body: body } = form.data;
      const { sid } = phone.takeText({ to, body, messagingServiceSid });
      answerText(response, phone.settings.texts, { sid, to, body });
    },
  );
  router.post('/vapi-control/:callId/control', express.json(), (request, response) => {
    const hasToken = request.get('Authorization')?.startsWith('Bearer ') === true;
    phone.takeControl({ callId: request.params.callId, body: request.body as unknown, hasToken });
    answerControl(response, phone.settings.control);
  });
  return router;
}

function answerText(
  response: Response,
  how: Phone['settings']['texts'],
  text: { readonly sid: string; readonly to: string; readonly body: string },
): void {
  if (how === 'queued') response.status(201).json({ ...text, status: 'queued', error_code: null });
  else if (how === 'opted-out') response.status(400).json(OPTED_OUT);
  else if (how === 'refused') response.status(400).json(REFUSED);
  else if (how === '500') response.status(500).json({ code: 20500, message: 'Internal server error', status: 500 });
  else cut(response);
}

function answerControl(response: Response, how: Phone['settings']['control']): void {
  if (how === 'taken') response.json({ status: 'ok' });
  else if (how === 'complains') response.json({ message: ['property triggerResponseEnabled should not exist'] });
  else if (how === 'call-over') response.status(404).json({ message: 'Call not found' });
  else cut(response);
}
