/** Sikka's rows and statements hold links to its own public host; a client must not follow them. */
export const SIKKA_LINKS = 'https://api.sikkasoft.com/v4';
