import { failureWith, statement, type SikkaCode } from '../../http/errors';
import { SIKKA_LINKS } from '../../http/links';
import type { BodyReply, OfficeRequest, Reply } from '../../http/reply';
import type { WriteRequest } from '../../state/writes';

const KEY_LETTERS = 8;

/** The id of the write is in the text and in the link, nowhere else. */
export const accepted = (code: SikkaCode, id: string): BodyReply =>
  statement(code, `Id:${id}`, `${SIKKA_LINKS}/writeback_status?id=${id}`);

/** What the caller gets to see when the knob `write.lostAnswer` takes the answer away. */
const lostAnswer = (sign: string): Reply => (sign === 'reset' ? { kind: 'cut' } : failureWith(Number(sign)));

/** Queues a write that nothing speaks against. Accepted is not done: the practice's utility has to get to it. */
export function submit(
  { at, requestKey }: OfficeRequest,
  write: Omit<WriteRequest, 'keyStart'>,
  answer: (id: string) => BodyReply,
): Reply {
  const [fate, sign = ''] = at.settings()['write.lostAnswer'].split('-');
  if (fate === 'lost') return lostAnswer(sign);
  const { id } = at.writes.accept({ ...write, keyStart: requestKey.key.slice(0, KEY_LETTERS) });
  return fate === 'queued' ? lostAnswer(sign) : answer(id);
}
