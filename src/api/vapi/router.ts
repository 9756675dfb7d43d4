import { Router, type RequestHandler, type Response } from 'express';
import type { EndCallDeps } from '../../services/end-call';
import { answerMethodNotAllowed } from '../http/errors';
import { sendProblem } from '../http/problem';
import { parseJsonBody, readRawBody } from '../http/raw-body';
import { traceIdOf } from '../http/trace-id';
import { answerToolCalls, type AnswerDeps, type Arrival } from './answer-tool-calls';
import { toVapiResponse } from './answers';
import { parseVapiMessage } from './envelope';
import type { VapiMessage } from './envelope/message';
import { answerAssistantRequest } from './messages/answer-assistant-request';
import { answerDestinationRequest, type DestinationRequestDeps } from './messages/answer-destination-request';
import { noteEnd } from './messages/note-end';
import { noteHang, type NoteHangDeps } from './messages/note-hang';

export interface VapiRouterDeps
  extends
    AnswerDeps,
    Pick<EndCallDeps, 'endTransfer'>,
    Pick<NoteHangDeps, 'onHang'>,
    Pick<DestinationRequestDeps, 'giveDestination'> {
  readonly authenticate: RequestHandler;
}

/**
 * `POST /vapi/tools/{tool}` and `POST /vapi/webhook`. The raw body is kept, the sender is checked, and only then is
 * anything parsed. An authenticated tool call is answered with HTTP 200 and `results`, whatever happens.
 */
export function createVapiRouter(deps: VapiRouterDeps): Router {
  const router = Router();
  const guarded: RequestHandler[] = [markArrival(deps), readRawBody(), deps.authenticate, parseJsonBody()];
  const answer =
    (toolOf: (params: Record<string, unknown>) => string | null): RequestHandler =>
    async (req, res) => {
      const pathTool = toolOf(req.params);
      const message = parseVapiMessage(req.body, pathTool);
      if (!message.ok) {
        sendProblem(res, 'bad-request');
        return;
      }
      res.json(await handleMessage(deps, message.value, { pathTool, ...arrivalOf(res) }));
    };
  router
    .route('/tools/:tool')
    .post(
      ...guarded,
      answer(({ tool }) => (typeof tool === 'string' ? tool : null)),
    )
    .all(answerMethodNotAllowed('POST'));
  router
    .route('/webhook')
    .post(
      ...guarded,
      answer(() => null),
    )
    .all(answerMethodNotAllowed('POST'));
  return router;
}

/** The deadline counts from the moment that the request came, not from the end of its body. */
const markArrival =
  ({ now }: VapiRouterDeps): RequestHandler =>
  (_req, res, next) => {
    res.locals['receivedAtMs'] = now().getTime();
    next();
  };

const arrivalOf = (res: Response) => ({
  receivedAtMs: res.locals['receivedAtMs'] as number,
  traceId: traceIdOf(res),
});

async function handleMessage(deps: VapiRouterDeps, message: VapiMessage, arrival: Arrival): Promise<object> {
  switch (message.kind) {
    case 'tool-calls':
      return toVapiResponse(message, await answerToolCalls(deps, message, arrival));
    case 'end-of-call-report':
      await noteEnd(deps, message, message.transfers, arrival.traceId);
      return {};
    case 'status-update':
      if (message.status === 'ended') await noteEnd(deps, message, null, arrival.traceId);
      return {};
    case 'hang':
      await noteHang(deps, message.call);
      return {};
    case 'assistant-request':
      return answerAssistantRequest(deps, message.call, arrival.receivedAtMs);
    case 'transfer-destination-request':
      return answerDestinationRequest(deps, message.call, arrival);
    case 'other':
      return {};
  }
}
