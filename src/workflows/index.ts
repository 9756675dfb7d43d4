export { bookAppointment } from './book-appointment';
export { keepRequestKey } from './keep-request-key';
export { refreshCapabilities, refreshFreshness } from './refresh-capabilities';
export { superviseLinks } from './supervise-links';
