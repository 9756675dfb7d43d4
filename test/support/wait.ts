/** Asks until `read` gives something other than null or undefined. Tests wait on conditions, never for a time. */
export async function waitFor<T>(
  what: string,
  read: () => Promise<T | null | undefined>,
  timeoutMs = 40_000,
): Promise<T> {
  const endsAt = Date.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (value !== null && value !== undefined) return value;
    if (Date.now() > endsAt) throw new Error(`waited ${String(timeoutMs)} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
