import { reveal } from '../../domain/phi';
import { codeWords, noticeWords, operatorWords } from './say';

const LINK = 'https://parlae.example.com/tasks/5a1e0000-0000-4000-8000-000000000001';
const ONE_SMS_CHARS = 160;

describe('a text to people who work with us', () => {
  it('says how many tasks wait and where, and no more', () => {
    expect(reveal(noticeWords(1, LINK))).toBe(`Parlae: 1 task needs you. ${LINK}`);
    expect(reveal(noticeWords(2, LINK))).toBe(`Parlae: 2 tasks need you. ${LINK}`);
    expect(reveal(operatorWords(1, LINK))).toBe(`Parlae: 1 task overdue, and nobody has taken it. ${LINK}`);
    expect(reveal(operatorWords(12, LINK))).toBe(`Parlae: 12 tasks overdue, and nobody has taken them. ${LINK}`);
  });

  it('fits one SMS', () => {
    for (const words of [codeWords('123456'), noticeWords(9_999, LINK), operatorWords(9_999, LINK)]) {
      expect(reveal(words)).toMatch(/^[ -~]+$/);
      expect(reveal(words).length).toBeLessThanOrEqual(ONE_SMS_CHARS);
    }
  });
});
