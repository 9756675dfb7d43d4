/** Something that the person at the terminal can put right. Printed without a stack trace: message, then the cure. */
export class LaunchError extends Error {
  constructor(
    message: string,
    readonly cure: string,
  ) {
    super(message);
    this.name = 'LaunchError';
  }
}
