import type { Rendered } from './rendered';

/** What a gateway in front of the service says when the service does not; no word of it is Sikka's. */
export const htmlErrorPage = (status: number, title: string): Rendered => ({
  status,
  body: {
    type: 'text/html; charset=UTF-8',
    text: `<!DOCTYPE html><html><head><title>${status} ${title}</title></head><body><h1>${title}</h1></body></html>`,
  },
});
