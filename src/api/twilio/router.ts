import { Router, type RequestHandler } from 'express';
import type { TwilioConfig } from '../../config/messaging';
import { answerMethodNotAllowed } from '../http/errors';
import { sendProblem } from '../http/problem';
import { rawBodyOf, readRawBody } from '../http/raw-body';
import { traceIdOf } from '../http/trace-id';
import { HELP_ANSWER, NO_ANSWER } from './say';
import { isSignedByTwilio } from './signature';
import { takeText, type TakeTextDeps } from './take-text';

export interface TwilioRouterDeps extends TakeTextDeps {
  /** Null: texts are not configured, and whatever comes is answered with 503. */
  readonly twilio: TwilioConfig | null;
  /** Counts and audits a request that Twilio did not sign. */
  readonly onRefused: () => void;
}

const BODY_LIMIT_BYTES = 64 * 1024;
const FORM = 'application/x-www-form-urlencoded';

/** `POST /twilio/inbound`: texts that people send to our number. */
export function createTwilioRouter(deps: TwilioRouterDeps): Router {
  const router = Router();
  router.route('/inbound').post(readRawBody(BODY_LIMIT_BYTES), takeInbound(deps)).all(answerMethodNotAllowed('POST'));
  return router;
}

const takeInbound =
  ({ twilio, onRefused, ...deps }: TwilioRouterDeps): RequestHandler =>
  async (req, res) => {
    if (twilio === null) {
      sendProblem(res, 'not-configured');
      return;
    }
    const form = new URLSearchParams(req.is(FORM) === false ? '' : rawBodyOf(res).toString('utf8'));
    const url = twilio.appBaseUrl + req.originalUrl;
    if (!isSignedByTwilio(req.get('X-Twilio-Signature'), { authToken: twilio.authToken, url, form })) {
      onRefused();
      sendProblem(res, 'bad-signature');
      return;
    }
    const text = { from: form.get('From') ?? '', body: form.get('Body') ?? '', traceId: traceIdOf(res) };
    const keyword = await takeText(deps, text);
    res.type('text/xml').send(keyword === 'help' ? HELP_ANSWER : NO_ANSWER);
  };
