import { defineUpdate } from '@temporalio/workflow';
import type { Waiting } from '../domain/booking/operation';
import type { ChangeAnswer, ChangeInput } from '../domain/changes/operation';
import { Desk, NEWS_OF } from './desk';
import { tellCaller } from './tell-caller';

type Stage = 'waiting' | 'looking-up' | 'sent' | 'confirmed' | 'failed' | 'released' | 'task';

export type ChangeDesk = Desk<ChangeAnswer, Stage>;

/** Where callers and operators learn how a change stands. Of the second step of a move, the move's own workflow speaks. */
export function openChangeDesk({ accountId, changeId, isPartOfMove = false }: ChangeInput): ChangeDesk {
  const change = { accountId, changeId };
  return new Desk({
    request: defineUpdate<ChangeAnswer, [Waiting?]>('requestChange'),
    working: { ...change, kind: 'working' },
    newsOf: ({ kind }) => {
      const news = NEWS_OF[kind];
      return isPartOfMove || news === undefined ? null : { about: change, tell: () => tellCaller(change, news) };
    },
  });
}
