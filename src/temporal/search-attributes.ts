import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/** What an operator may filter by in Temporal's UI. Stored in clear: opaque ids and words from closed lists only. */
export const PracticeIdAttribute = defineSearchAttributeKey('ParlaePracticeId', SearchAttributeType.KEYWORD);
export const ToolAttribute = defineSearchAttributeKey('ParlaeTool', SearchAttributeType.KEYWORD);
export const StageAttribute = defineSearchAttributeKey('ParlaeStage', SearchAttributeType.KEYWORD);

/** How it ended: `open` until then. */
export const OutcomeAttribute = defineSearchAttributeKey('ParlaeOutcome', SearchAttributeType.KEYWORD);

export const SEARCH_ATTRIBUTES = [PracticeIdAttribute, ToolAttribute, StageAttribute, OutcomeAttribute] as const;
