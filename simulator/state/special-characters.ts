/** Characters that the write-back guide lists for free text, without saying whether they are allowed. */
const SPECIAL_CHARACTERS = /["<>&'=,!@#$%^*()\-+[{\]};]/g;

export const hasSpecialCharacters = (text: string): boolean => text.search(SPECIAL_CHARACTERS) >= 0;

export const stripSpecialCharacters = (text: string): string => text.replace(SPECIAL_CHARACTERS, '');
