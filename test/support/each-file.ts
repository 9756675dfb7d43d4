/** Real servers answer in milliseconds; a whole call with a write-back takes seconds. */
jest.setTimeout(30_000);
