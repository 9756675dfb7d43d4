import { isLoopback } from './loopback';

describe('who may use the control API', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('%s may', (address) => {
    expect(isLoopback(address)).toBe(true);
  });
  it.each(['192.0.2.7', '::ffff:192.0.2.7', '2001:db8::1', undefined])('%s may not', (address) => {
    expect(isLoopback(address)).toBe(false);
  });
});
